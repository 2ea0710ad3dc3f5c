package dev.straykey.rule;

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

/** An issuer file, with anything in it. */
class RuleFilesFuzzTest {

  private static final List<byte[]> SEEDS =
      List.of(
          bytes(
              """
              issuer: zebra
              name: Zebra
              source: https://docs.zebra.example/keys
              host: https://api.zebra.example
              keys:
                - id: zebra-key
                  name: Zebra key
                  keywords: [zbr_]
                  pattern: 'zbr_[0-9a-f]{32}'
                  scope: workload
                  checksum: { kind: crc32-base62, over: body, length: 6 }
                  examples:
                    - { text: 'key={key}', finds: 1 }
                    - { text: '%1$s', finds: 0 }
              introspect:
                post: /validate
                as: credential
                json: '{"value": "{key}", "note": "%1$s"}'
                headers: { X-Note: %1$s }
                alive: { body.id: '*' }
                dead: { status: 200, body.id: [null] }
                gives: { key_id: id, name: "name|%1$s" }
              revoke:
                delete: /keys/{key_id}
                as: credential
                accepted: { status: 204 }
                needs: id
                rate: 60/h
                dead_within: 1h
                examples: [ { status: 204, body: '%1$s', means: accepted } ]
              """
                  .formatted(Planted.KEY)),
          bytes("issuer: %1$s\n%1$s: *%1$s\n".formatted(Planted.KEY)),
          bytes(
              "issuer: a\nname: A\nsource: s\nkeys: [{ id: a, name: a, keywords: [ab],"
                  + " pattern: '(?P<key>ab(c|[d-f0-9_]){3,}?)(?:x+|[^\\w]{2})\\b', scope: user }]\n"));

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
        () -> RuleFiles.parse(new String(input, UTF_8), "zebra.yaml", true), "SK-11");
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
