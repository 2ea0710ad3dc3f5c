package dev.straykey.issuer;

import static dev.straykey.fuzz.Mutants.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import dev.straykey.model.Call;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** What an issuer answers, with anything in it. */
class AnswersFuzzTest {
  private static final List<byte[]> SEEDS =
      List.of(
          bytes(
              """
              {"api_key": {"id": "api_key_1", "name": "%1$s", "owner": {"type": "organization", "id": "org", "organization_id": null},
               "permissions": ["a", "%1$s", 7]}, "jti": "x", "scope": "a b %1$s", "active": true, "login": "u", "type": "User"}
              """
                  .formatted(Planted.KEY)),
          bytes("{\"api_key\": null}"),
          bytes("{\"active\": false}"),
          bytes("{\"message\": \"Bad credentials\"}"),
          bytes("[{\"api_key\": [1e400, -0, \"\\u0000%1$s\"]}]".formatted(Planted.KEY)));

  @Property
  void aDamagedOneMeansSomethingOrNothing(@ForAll("damaged") byte[] input) {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyBytesMeanSomethingOrNothing(byte[] input) {
    read(input);
  }

  private static void read(byte[] input) {
    String body = new String(input, StandardCharsets.UTF_8);
    for (var issuer : List.of(Calls.workos(), Calls.github(), Calls.own())) {
      for (var calls : issuer.calls().values()) {
        for (Call call : calls) {
          for (int status : new int[] {200, 202, 301, 401, 404}) {
            var reading = Answers.read(call, status, body);
            Planted.saysNothing(reading.why());
            if (reading.json() != null) {
              var said =
                  Facts.read(
                      reading.json(), call.gives(), Secret.of(Planted.KEY), KeyScope.UNKNOWN);
              assertThat(said.toString()).doesNotContain(Planted.KEY);
            }
          }
        }
      }
    }
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
