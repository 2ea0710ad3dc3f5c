package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.straykey.model.Content;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Rule;
import dev.straykey.rule.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks back or ahead meets the beginning or the end of the text. */
class CutTextsTest {
  private static final ScanEngine ENGINE = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE);
  private static final int LONGEST = 1_500;

  /** Every place takes half a minute of a busy machine: the short form tries one in five. */
  private static final int STEP = Boolean.getBoolean("straykey.soak") ? 1 : 5;

  private final Worker worker = ENGINE.worker();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys.txt",
        "files.txt",
        "tools.txt",
        "deployments.txt",
        "frameworks.txt",
        "hosts.txt"
      })
  void aFileIsScannedWhereverItBeginsAndEnds(String table) {
    SettingsTest.table(table).map(sort -> bytes(sort.text())).forEach(this::cutEverywhere);
  }

  @Test
  void whatLooksLikeACallIsScannedWhereverItBegins() {
    cutEverywhere(
        bytes("field( \"String\" , \"API_KEY\", \"k7horsenine\") { get; } = [ 'x' ] <- y"));
  }

  @Test
  void anExampleIsScannedWhereverItBeginsAndEnds() {
    var random = new Random(7);
    examples()
        .forEach(
            text -> {
              int from = random.nextInt(text.length + 1);
              scan(text, from, text.length);
              scan(text, 0, from);
            });
  }

  private static Stream<byte[]> examples() {
    return RuleFiles.shipped().rules().stream()
        .flatMap(rule -> rule.examples().stream())
        .map(Rule.Example::text)
        .map(CutTextsTest::bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void cutEverywhere(byte[] text) {
    int most = Math.min(text.length, LONGEST);
    for (int at = 0; at <= most; at += STEP) {
      scan(text, at, text.length);
      scan(text, 0, most - at);
    }
  }

  private void scan(byte[] text, int from, int to) {
    byte[] part = Arrays.copyOfRange(text, from, to);
    assertThatCode(() -> worker.scan(SampleTexts.document(Content.of(part)), hit -> {}))
        .as("bytes %d to %d of %s", from, to, new String(text, StandardCharsets.UTF_8))
        .doesNotThrowAnyException();
  }
}
