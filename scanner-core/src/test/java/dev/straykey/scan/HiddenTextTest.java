package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.straykey.model.Content;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import dev.straykey.rule.RuleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What texts hide may be much, and is looked at within bounds. */
class HiddenTextTest {
  private static final ScanEngine ENGINE = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE);
  private static final String NOT_TO_ITS_END =
      "BOUNDED not read to its end, it takes too long there: what is encoded as ";

  /** Each label of these is followed for some hundred bytes, and so is what those hide. */
  private static final String DEAR = "{\"type\":\"text\",\"text\":\"token: {{x1y2z3a4}}\"},";

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
    return read(Content.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> read(Content text) throws IOException {
    var said = new ArrayList<String>();
    ENGINE
        .worker()
        .scan(
            SampleTexts.document(text),
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
  void anEncodingThatTakesTooLongIsNamedAndTheRestGoesOn() throws IOException {
    String key = SampleTexts.key(random);
    String hidden = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));

    List<String> said = read(DEAR.repeat(20_000) + "\n" + hidden + "\n" + key);

    assertThat(said)
        .contains("digitalocean-pat")
        .filteredOn(s -> s.startsWith("BOUNDED "))
        .singleElement()
        .isEqualTo(NOT_TO_ITS_END + "wiki");
  }

  @Test
  void aStreamIsReadToTheSameBound() throws IOException {
    byte[] text = DEAR.repeat(20_000).getBytes(StandardCharsets.UTF_8);
    Content stream = () -> new ByteArrayInputStream(text);

    assertThat(read(stream)).contains(read(Content.of(text)).get(0));
  }

  @Test
  void theNextTextIsReadThroughAgain() throws IOException {
    Worker worker = ENGINE.worker();
    worker.scan(
        SampleTexts.document(Content.of(DEAR.repeat(20_000).getBytes(StandardCharsets.UTF_8))),
        hit -> {});

    worker.scan(SampleTexts.document(Content.of(DEAR.getBytes(StandardCharsets.UTF_8))), hit -> {});

    assertThat(worker.allowance().said()).isEmpty();
  }

  @Test
  void aPageOfAThousandPasswordsIsReadToItsEnd() throws IOException {
    var page = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      page.append("<p><b>Password:</b> ").append(part()).append("</p>\n");
    }

    assertThat(read(page.toString())).noneMatch(said -> said.startsWith("BOUNDED"));
  }

  @Test
  void aKeyInTwoPartsIsFoundAmongThem() throws IOException {
    String key = SampleTexts.key(random);
    String halves = "f(\"" + key.substring(0, 30) + "\"+\"" + key.substring(30) + "\",g);";

    assertThat(read(minified(100) + halves + minified(100))).containsOnlyOnce("digitalocean-pat");
  }
}
