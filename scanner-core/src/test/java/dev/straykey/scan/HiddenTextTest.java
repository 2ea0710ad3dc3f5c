package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.straykey.model.Content;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import dev.straykey.rule.RuleFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What texts hide may be much, and is looked at within bounds. */
class HiddenTextTest {
  private static final ScanEngine ENGINE = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE);
  private final Random random = new Random(3);

  /** A program made small for browsers: one line, a string in two parts at every step. */
  private String minified(int calls) {
    var text = new StringBuilder();
    for (int i = 0; i < calls; i++) {
      text.append("f(\"%s\"+\"%s\",g);".formatted(part(), part()));
    }
    return text.toString();
  }

  private String part() {
    return SampleTexts.mixed(random, 12);
  }

  private static List<String> read(String text) throws IOException {
    var said = new ArrayList<String>();
    ENGINE
        .worker()
        .scan(
            SampleTexts.document(Content.of(text.getBytes(StandardCharsets.UTF_8))),
            new HitSink() {
              @Override
              public void hit(Hit hit) {
                said.add(hit.rule == null ? "" : hit.rule.id());
              }

              @Override
              public void skipped(Origin origin, Skip.Reason reason, String detail) {
                said.add(reason + " " + detail);
              }
            });
    return said;
  }

  @Test
  void aLineOfAThousandSeamsIsReadToItsEnd() {
    // Joined within what was joined, each seam would be looked at a thousand times.
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(read(minified(1_000))).noneMatch(said -> said.startsWith("BOUNDED")));
  }

  @Test
  void aKeyInTwoPartsIsFoundAmongThem() throws IOException {
    String key = SampleTexts.key(random);
    String halves = "f(\"" + key.substring(0, 30) + "\"+\"" + key.substring(30) + "\",g);";

    assertThat(read(minified(100) + halves + minified(100))).containsOnlyOnce("digitalocean-pat");
  }
}
