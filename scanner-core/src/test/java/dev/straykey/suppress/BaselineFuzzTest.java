package dev.straykey.suppress;

import static dev.straykey.fuzz.Mutants.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** A baseline, with anything in it. */
class BaselineFuzzTest {

  private static final List<byte[]> SEEDS =
      List.of(
          bytes(
              """
              {"straykey_baseline":1,"salt":"%1$s"}
              {"fingerprint":"%1$s","rule":"a-key","reason":"%2$s","author":"%2$s","until":"2027-03-01"}
              {"fingerprint":"%3$s","rule":"%2$s"}
              """
                  .formatted("0a".repeat(32), Planted.KEY, "0b".repeat(32))),
          bytes(
              "{\"straykey_baseline\":1,\"salt\":\"%s\"}\n{\"%s\":1}\n"
                  .formatted("0a".repeat(32), Planted.KEY)),
          bytes(
              "[{\"RuleID\": \"a\", \"File\": \"b\", \"StartLine\": 1, \"Secret\": \"%1$s\"},\n"
                      .formatted(Planted.KEY)
                  + "{\"RuleID\": \"%1$s\", \"File\": \"b\", \"StartLine\": 2, \"Secret\": \"\"}]"
                      .formatted(Planted.KEY)));

  @Property
  void aDamagedOneIsReadOrRefused(@ForAll("damaged") byte[] input) {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyBytesAreReadOrRefused(byte[] input) {
    read(input);
  }

  private static void read(byte[] input) {
    Planted.readsOrRefuses(
        () -> Baseline.parse(new String(input, UTF_8), "baseline"), "SK-1201", "SK-1550");
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
