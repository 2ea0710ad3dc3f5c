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

/** A tree's own settings, with anything in them. */
class RepositorySettingsFuzzTest {

  private static final List<byte[]> SEEDS =
      List.of(
          bytes(
              """
              salt: "%1$s"
              accept:
                - { fingerprint: "%1$s", reason: %2$s, until: 2027-03-01 }
                - fingerprint: %1$s
                  reason: another
                  until: 2027-03-02
              skip: ['docs/**', '%2$s']
              fail-on: ours
              """
                  .formatted("0a".repeat(32), Planted.KEY)),
          bytes("salt: %1$s\nfail-on: %1$s\n".formatted(Planted.KEY)),
          bytes("%1$s: *%1$s\n".formatted(Planted.KEY)));

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
        () -> RepositorySettings.parse(new String(input, UTF_8), ".straykey.yaml"), "SK-1203");
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
