package dev.straykey.evidence;

import static dev.straykey.fuzz.Mutants.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** An export of the evidence, with anything in it. */
class ExportFuzzTest {
  private static final List<byte[]> SEEDS = seedExports();

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
        () -> {
          var said = ChainLog.verifyExport(new StringReader(new String(input, UTF_8)));
          assertThat(said.holds()).isEqualTo(said.problems().isEmpty());
          said.problems().forEach(Planted::saysNothing);
        },
        "SK-4101");
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }

  private static List<byte[]> seedExports() {
    var text = new StringBuilder();
    String hash = Entry.BEFORE_THE_FIRST;
    for (int i = 1; i <= 3; i++) {
      String facts =
          Entry.canonical(Map.of("n", i, "list", List.of(1.5, true, "ä\"\n"), "by", Planted.KEY));
      var entry =
          Entry.next(
              i, Instant.ofEpochSecond(1_780_000_000L + i), "step", "ab".repeat(32), facts, hash);
      text.append(entry.line()).append('\n');
      hash = entry.hash();
    }
    return List.of(bytes(text.toString()), bytes(text.substring(0, text.indexOf("\n"))));
  }
}
