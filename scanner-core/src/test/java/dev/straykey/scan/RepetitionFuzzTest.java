package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.decode.Decoders;
import dev.straykey.model.Content;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Rule;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Texts of nothing but what makes the scanner look closer, over and over: the dearest there are.
 * What they take is counted, not timed.
 */
class RepetitionFuzzTest {
  private static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine ENGINE = new ScanEngine(RULES, KnownKeys.NONE);

  /** All that the rules may take, and as much again in attempts that are too cheap to count. */
  private static final long MOST_FOR_BYTE = 2L * Allowance.ALL;

  /** All that encodings may take, and one piece more that is begun before it is too much. */
  private static final long MOST_HIDDEN = 3 * Allowance.LITTLE_HIDDEN;

  private static final boolean SOAK = Boolean.getBoolean("straykey.soak");
  private static final int LENGTH = SOAK ? 64 * 1024 : 4 * 1024;
  private static final int MIXTURES = SOAK ? 4_000 : 400;

  /** What may stand between: it makes a value of what follows, or ends one. */
  private static final List<String> BETWEEN =
      List.of(
          "",
          " ",
          "\n",
          "=\"",
          "x: ",
          "('",
          "='a1b2c3d4'",
          ": a1B2c3D4e5F6\n",
          "://a:b@c ",
          "<b>",
          "\\n",
          ";pwd=");

  private final Worker worker = ENGINE.worker();

  @Test
  void noWordOverAndOverTakesMoreThanABoundForEachByte() throws IOException {
    List<String> words = words();
    for (int i = 0; i < words.size(); i++) {
      // In the short form each with one of them: all are had, and none twice.
      List<String> between =
          SOAK ? BETWEEN : List.of("", BETWEEN.get(1 + i % (BETWEEN.size() - 1)));
      for (String behind : between) {
        assertBounded(words.get(i) + behind);
      }
    }
  }

  @Test
  void noTwoWordsByTurnsTakeMoreThanABoundForEachByte() throws IOException {
    List<String> words = words();
    var random = new Random(SOAK ? System.nanoTime() : 7);
    for (int i = 0; i < MIXTURES; i++) {
      assertBounded(
          any(random, words).repeat(1 + random.nextInt(3))
              + any(random, BETWEEN)
              + any(random, words)
              + any(random, BETWEEN));
    }
  }

  private void assertBounded(String unit) throws IOException {
    String text = unit.repeat(1 + LENGTH / unit.length());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    worker.scan(SampleTexts.document(Content.of(bytes)), hit -> {});

    assertThat(worker.allowance().taken())
        .as("steps for %d bytes of “%s”", bytes.length, unit)
        .isLessThan(MOST_FOR_BYTE * bytes.length + 2 * Allowance.LITTLE);
    assertThat(worker.allowance().takenHidden())
        .as("steps for what %d bytes of “%s” hide", bytes.length, unit)
        .isLessThan((long) Allowance.ALL_HIDDEN * bytes.length + MOST_HIDDEN);
  }

  private static List<String> words() {
    var words = new TreeSet<>(Decoders.MARKS);
    for (Rule rule : RULES.rules()) {
      words.addAll(rule.keywords());
    }
    return new ArrayList<>(words);
  }

  private static String any(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
