package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of other tools at work. */
class ForeignRulesTest {
  private static final String SECRET = "q7Lm2x" + "9RtVw4".repeat(2);

  @TempDir Path folder;

  private ScanEngine engine(String toml) throws IOException {
    Path file = folder.resolve("other.toml");
    Files.writeString(file, toml);
    return new ScanEngine(RuleFiles.load(RuleSet.EMPTY, file, false), KnownKeys.NONE);
  }

  private static List<String> scan(ScanEngine engine, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    var hits = new ArrayList<String>();
    engine
        .worker()
        .scan(
            Document.file(
                Origin.unresolved("t"), "src/a.py", () -> new ByteArrayInputStream(bytes)),
            hit -> hits.add(hit.rule.id() + "@" + hit.line + ":" + hit.column));
    var whole = new ArrayList<String>();
    engine
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "src/a.py", Content.of(bytes)),
            hit -> whole.add(hit.rule.id() + "@" + hit.line + ":" + hit.column));
    assertThat(hits).isEqualTo(whole);
    return hits;
  }

  private static final String RULE =
      "[[rules]]\nid = 'a'\nregex = '''(?i)(?:acme)[ \\t]*=[ \\t]*[\"']?(\\w{12,30})(?:[\\s\"']|$)'''\n"
          + "keywords = ['ACME']\n";

  @Test
  void theGroupIsTheKeyAndKeywordsHaveNoCase() throws IOException {
    assertThat(scan(engine(RULE), "x\nAcme = '" + SECRET + "'\n")).containsExactly("a@2:9");
  }

  @Test
  void everyKeyOfADenseTextIsFoundOnce() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("acme=")
          .append(SECRET)
          .append(i % 10)
          .append(i / 10 % 10)
          .append(i / 100)
          .append('\n');
    }

    assertThat(scan(engine(RULE), text.toString())).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void whatEndsTheWindowIsNotTakenForTheEndOfTheText() throws IOException {
    String open = "[[rules]]\nid = 'a'\nregex = '''acme=([a-z0-9]+)$'''\nkeywords = ['acme=']\n";
    String text = "acme=" + "q7lm2x9r".repeat(2000);

    assertThat(scan(engine(open), text + "-" + "x".repeat(10_000))).isEmpty();
  }

  @Test
  void aRuleWithoutKeywordsIsTriedEverywhere() throws IOException {
    String rule = "[[rules]]\nid = 'a'\nregex = '''\\b(zz[0-9a-z]{14})\\b'''\n";
    String filler = "some line of text\n".repeat(60_000);

    assertThat(scan(engine(rule), filler + "x zzq7lm2x9rtvw4q7 y\n" + filler)).hasSize(1);
  }

  @Test
  void aCompositeRuleFiresOnlyNearItsOtherHalf() throws IOException {
    String rules =
        RULE
            + "[[rules.required]]\nid = 'user'\nwithinLines = 2\n"
            + "[[rules]]\nid = 'user'\nregex = 'user=(\\w+)'\nkeywords = ['user']\nskipReport = true\n";

    assertThat(scan(engine(rules), "user=bob\n\nacme=" + SECRET + "\n")).containsExactly("a@3:6");
    assertThat(scan(engine(rules), "user=bob\n\n\nacme=" + SECRET + "\n")).isEmpty();
    assertThat(scan(engine(rules), "acme=" + SECRET + "\n")).isEmpty();
  }

  @Test
  void anAllowlistOfPathsLooksAtTheDocument() throws IOException {
    assertThat(
            scan(engine(RULE + "[[rules.allowlists]]\npaths = ['^src/']"), "acme=" + SECRET + "\n"))
        .isEmpty();
  }

  @Test
  void aHiddenTextIsLookedAtToo() throws IOException {
    String hidden =
        java.util.Base64.getEncoder().encodeToString(("now acme=" + SECRET + " .").getBytes(UTF_8));

    assertThat(scan(engine(RULE), "data: " + hidden + "\n")).hasSize(1);
  }
}
