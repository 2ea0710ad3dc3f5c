package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import dev.straykey.rule.RuleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text that is made to stop a scan costs itself, and is said. */
class AllowanceTest {
  private static final String GIVEN_UP = "BOUNDED given up before its end, ";

  @TempDir Path folder;

  private ScanEngine engine;
  private Worker worker;

  @BeforeEach
  void takeASlowRule() throws IOException {
    engine = new ScanEngine(RuleFiles.load(RuleFiles.shipped(), slow(), false), KnownKeys.NONE);
    worker = engine.worker();
  }

  private Path slow() throws IOException {
    return Files.writeString(
        folder.resolve("zebra.yaml"),
        """
        issuer: zebra
        name: Zebra
        source: https://docs.zebra.example/api-keys
        keys:
          - id: zebra-key
            name: Zebra key
            keywords: [zbr_]
            pattern: '(?:zebra|[^\\n]{1,400}):[^\\n]{0,380}zbr_[0-9a-f]{32}'
            scope: workload
            severity: high
            examples:
              - { text: 'a zebra', finds: 0 }
          - id: zebra-far
            name: Zebra key far behind
            keywords: [zfr_]
            pattern: 'zebra:[a-z ]{300,380}zfr_[0-9a-f]{32}'
            scope: workload
            severity: high
            examples:
              - { text: 'a zebra', finds: 0 }
        """);
  }

  @Test
  void theRuleIsNamedAndTheRestGoesOn() throws IOException {
    String key = SampleTexts.key(new Random(1));

    List<String> said = scan("zbr_:".repeat(40_000) + "\n" + key + "\n");

    assertThat(said)
        .hasSize(2)
        .anyMatch(s -> !s.startsWith(GIVEN_UP) && s.endsWith(" 2"))
        .anyMatch(s -> s.startsWith(GIVEN_UP) && s.endsWith("rule zebra-key"));
  }

  @Test
  void whatTakesLittleIsNotGivenUp() throws IOException {
    assertThat(scan("a line of words and zbr_ and more\n".repeat(5_000))).isEmpty();
  }

  @Test
  void theNextTextIsScannedByAllRules() throws IOException {
    scan("zbr_:".repeat(40_000));

    assertThat(scan("zebra:zbr_" + "0b".repeat(16) + "\n"))
        .hasSize(1)
        .allMatch(AllowanceTest::isHit);
  }

  @Test
  void aStreamIsGivenUpToo() throws IOException {
    byte[] text = bytes("zbr_:".repeat(400_000));

    assertThat(scan(worker, () -> new ByteArrayInputStream(text)))
        .singleElement()
        .matches(s -> s.startsWith(GIVEN_UP));
  }

  @Test
  void aTextThatStoodInAnotherIsSaidAgain() throws IOException {
    Document text = SampleTexts.document(Content.of(bytes("zbr_:".repeat(40_000))));
    var said = new ArrayList<String>();

    int[] first = worker.scanVersion(text, sink(said));
    int[] again = worker.scanVersion(text, sink(said));

    assertThat(first).isNull();
    assertThat(again).isNull();
    assertThat(said).hasSize(2).allMatch(s -> s.startsWith(GIVEN_UP));
  }

  /** Most of what a rule takes stands in what did not change. */
  @Test
  void aTextThatDiffersLittleIsGivenUpAsIfAllOfItWereNew() throws IOException {
    String line = "zbr_:".repeat(8) + "\n";
    int given = 0;
    for (int dear = 1; given < 3; dear++) {
      byte[] base = bytes(line.repeat(dear) + "end\n");
      byte[] changed = bytes(line.repeat(dear) + "end\n" + line);
      int[] spots = worker.scan(SampleTexts.document(Content.of(base)), hit -> {});
      if (spots == null) {
        assertThat(given).as("given up where little was new").isPositive();
        return;
      }
      var ranges = new Spots();
      for (int i = 0; i < spots.length; i += 2) {
        ranges.add(spots[i], spots[i + 1]);
      }
      ranges.add(base.length, changed.length);

      List<String> part = scan(worker, Content.of(changed, changed.length, ranges.toArray()));

      assertThat(part).isEqualTo(scan(engine.worker(), Content.of(changed)));
      given += part.size();
    }
  }

  /** The keyword stands where no change is looked around. */
  @Test
  void whatIsNewFarBeforeAKeywordIsLookedAt() throws IOException {
    String rest = ":" + " the herd of".repeat(30) + " zfr_" + "0b".repeat(16) + "\n";
    byte[] base = bytes("\n\nzebr." + rest);
    byte[] changed = bytes("\n\nzebra" + rest);
    int[] spots = worker.scan(SampleTexts.document(Content.of(base)), hit -> {});
    var ranges = new Spots();
    ranges.add(6, 7);
    for (int i = 0; i < spots.length; i += 2) {
      ranges.add(spots[i], spots[i + 1]);
    }

    assertThat(scan(worker, Content.of(changed, changed.length, ranges.toArray())))
        .isEqualTo(scan(engine.worker(), Content.of(changed)))
        .isNotEmpty();
  }

  @Test
  void aRuleOfAnotherToolIsGivenUpToo() throws IOException {
    Path file = folder.resolve("other.toml");
    Files.writeString(
        file, "[[rules]]\nid = 'endless'\nregex = '''acme(?:[^\\n]*y)?'''\nkeywords = ['acme']\n");
    var foreign = new ScanEngine(RuleFiles.load(RuleFiles.shipped(), file, false), KnownKeys.NONE);
    byte[] text = bytes("acme ".repeat(60_000));

    assertThat(scan(foreign.worker(), Content.of(text)))
        .anyMatch(s -> s.startsWith(GIVEN_UP) && s.endsWith("rule endless"));
  }

  @Test
  void slowRulesAreSaidWhenTheyAreTaken() throws IOException {
    var said = new ArrayList<String>();

    RuleFiles.load(RuleFiles.shipped(), slow(), false, said::add);

    assertThat(said)
        .singleElement()
        .matches(s -> s.startsWith("SK-1592 zebra-key: scans would be slow"));
  }

  @Test
  void slowRulesOfOtherToolsAreSaidWhenTheyAreTaken() throws IOException {
    Path file = folder.resolve("other.toml");
    Files.writeString(
        file,
        "[[rules]]\nid = 'quick'\nregex = '''\\bacme=(\\w{12})'''\nkeywords = ['acme']\n"
            + "[[rules]]\nid = 'endless'\nregex = '''acme(?:[^\\n]*y)?'''\nkeywords = ['acme']\n");
    var said = new ArrayList<String>();

    RuleFiles.load(RuleFiles.shipped(), file, false, said::add);

    assertThat(said)
        .singleElement()
        .matches(s -> s.startsWith("SK-1592 endless: scans would be slow"));
  }

  private List<String> scan(String text) throws IOException {
    return scan(worker, Content.of(bytes(text)));
  }

  /** Returns what was found and what was said. */
  private static List<String> scan(Worker worker, Content content) throws IOException {
    var said = new ArrayList<String>();
    worker.scan(SampleTexts.document(content), sink(said));
    return said;
  }

  private static boolean isHit(String said) {
    return said.startsWith("zebra-key ");
  }

  private static HitSink sink(List<String> said) {
    return new HitSink() {
      @Override
      public void hit(Hit hit) {
        said.add("%s %d".formatted(hit.rule == null ? "" : hit.rule.id(), hit.line));
      }

      @Override
      public void skipped(Origin origin, Skip.Reason reason, String detail) {
        said.add(reason + " " + detail);
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
