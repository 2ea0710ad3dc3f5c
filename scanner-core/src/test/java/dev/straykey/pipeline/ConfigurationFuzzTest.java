package dev.straykey.pipeline;

import static dev.straykey.fuzz.Mutants.bytes;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** The organisation's configuration, with anything in it. */
class ConfigurationFuzzTest {
  private static final Path FILE = temporary();
  private static final List<byte[]> SEEDS =
      List.of(
          bytes(
              """
              store: "sqlite://%1$s/store.db"
              fingerprint_key_file: fingerprint.key
              inventory: [inventory.jsonl, 'jdbc:postgresql://localhost/%1$s']
              people: people.csv
              audience: { "slack:general": public, "%1$s": restricted }
              issuers:
                workos: { credential: env:WORKOS_KEY, tenants: [org_01, %1$s] }
                own: { host: "https://keys.acme.example/%1$s", credential: file:/run/secrets/keys }
              introspect: [workos, own]
              tracker: { jira: { host: "https://jira.example", credential: env:JIRA, project: SEC } }
              notifier: { slack: { credential: env:SLACK, last_resort: "#x", note: %1$s } }
              limits: { run: 10, hour: 25, production: 3, issuer_admin: 1 }
              protected: [key_01H, "issuer:idp/*", %1$s]
              policy:
                - name: user-exact
                  when: key.scope == "user" && "%1$s" != finding.audience
                  do: [revoke, notify]
                  automatic: true
                  within: 15m
                - { name: everything-else, do: task }
              rules: [more.yaml]
              """
                  .formatted(Planted.KEY)),
          bytes("issuers: { own: { credential: %1$s } }\n".formatted(Planted.KEY)),
          bytes("audience: { x: %1$s }\n".formatted(Planted.KEY)),
          bytes("policy: { name: x, do: [%1$s], within: %1$s }\n".formatted(Planted.KEY)),
          bytes("issuers: { own: { host: 'https://a b %1$s' } }\n".formatted(Planted.KEY)),
          bytes("limits: { run: %1$s }\n".formatted(Planted.KEY)),
          bytes("store: *%1$s\n".formatted(Planted.KEY)),
          bytes("store: !%1$s x\n".formatted(Planted.KEY)),
          bytes("store: !%1$s!x y\n".formatted(Planted.KEY)),
          bytes("store: &a [*a]\npolicy: &b { b: *b }\n"),
          bytes("%1$s: %1$s\n".formatted(Planted.KEY)));

  @Property
  void aDamagedOneIsReadOrRefused(@ForAll("damaged") byte[] input) throws IOException {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyBytesAreReadOrRefused(byte[] input) throws IOException {
    read(input);
  }

  private static void read(byte[] input) throws IOException {
    Files.write(FILE, input);
    Planted.readsOrRefuses(() -> Configuration.read(FILE), "SK-10");
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }

  private static Path temporary() {
    try {
      Path file = Files.createTempFile("straykey", ".fuzz");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
