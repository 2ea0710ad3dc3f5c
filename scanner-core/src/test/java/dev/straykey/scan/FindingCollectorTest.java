package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Audience;
import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Doubt;
import dev.straykey.model.Finding;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Keyring;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingCollectorTest {
  private static final ScanEngine ENGINE = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE);

  private static final String PASSWORD = "K7-" + "horse" + "#9";

  private final FingerprintKey fingerprints = FingerprintKey.of(new byte[32]);
  private final Keyring keyring = new Keyring(100);
  private final FindingCollector collector = new FindingCollector(fingerprints, keyring, 3);

  private static String key(long seed) {
    return PatternSampler.make(RuleFiles.shipped().rule("own-api-key"), seed).key();
  }

  private static Origin origin(String path) {
    return Origin.of(Provenance.file("dir", "src", path, Audience.RESTRICTED));
  }

  private void scan(String path, String text) throws IOException {
    ENGINE
        .worker()
        .scan(Document.file(origin(path), path, Content.of(text.getBytes(UTF_8))), collector::add);
  }

  private List<Finding> findings() {
    return collector.findings(Origin::provenances);
  }

  private static final String DOCUMENTED =
      "def connect():\n    \"\"\"Connects.\n\n    password: '%s'\n    \"\"\"\n";

  @Test
  void aPasswordInADocstringIsInDoubtAsOneInATest() throws IOException {
    scan("src/main.py", DOCUMENTED.formatted(PASSWORD));
    scan("tests/test_main.py", "password = '%s'\n".formatted(PASSWORD));

    assertThat(findings()).extracting(Finding::doubt).containsExactly(Doubt.TEST_CODE);
  }

  @Test
  void aPasswordInADocstringAndInCodeIsInNoDoubt() throws IOException {
    scan("src/main.py", DOCUMENTED.formatted(PASSWORD));
    scan("src/other.py", "password = '%s'\n".formatted(PASSWORD));

    assertThat(findings()).extracting(Finding::doubt).containsOnlyNulls().hasSize(1);
  }

  @Test
  void aPasswordThatIsMadeUpInADocstringIsNotSaid() throws IOException {
    scan("src/main.py", DOCUMENTED.formatted("tiger" + "77"));

    assertThat(findings()).isEmpty();
  }

  @Test
  void aKeyOfAnIssuerInADocstringIsInNoDoubt() throws IOException {
    scan("src/main.py", DOCUMENTED.formatted(key(1)));

    assertThat(findings()).extracting(Finding::doubt).containsOnlyNulls().hasSize(1);
  }

  @Test
  void joinsTheSameKeyFromTwoFilesIntoOneFinding() throws IOException {
    scan("b", key(1));
    scan("a", "\n" + key(1));

    assertThat(findings()).hasSize(1);
    assertThat(findings().get(0).matches())
        .extracting(m -> m.where().path() + m.line())
        .containsExactly("a2", "b1");
  }

  @Test
  void saysLowOfAKeyInDoubt() throws IOException {
    String key = key(1);
    char other = key.endsWith("a") ? 'b' : 'a';

    scan("a", key.substring(0, key.length() - 1) + other);

    assertThat(findings())
        .extracting(Finding::doubt, Finding::severity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Doubt.CHECKSUM, Severity.LOW));
  }

  @Test
  void whatATestHoldsIsInDoubt() throws IOException {
    scan("src/test/java/A.java", "password = \"" + PASSWORD + "\"");

    assertThat(findings())
        .extracting(Finding::doubt, Finding::severity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Doubt.TEST_CODE, Severity.LOW));
  }

  @Test
  void whatATestMakesUpIsNotSaid() throws IOException {
    scan("src/test/java/A.java", "password = \"testPassword12\"; other_password = \"tiger99\"");

    assertThat(findings()).isEmpty();
  }

  @Test
  void aPasswordThatStandsElsewhereTooIsInNoDoubtAndSaysItsTests() throws IOException {
    scan("src/test/java/A.java", "password = \"" + PASSWORD + "\"");
    scan("src/main/java/A.java", "password = \"" + PASSWORD + "\"");

    assertThat(findings()).extracting(Finding::doubt).containsExactly((Doubt) null);
    assertThat(findings().get(0).matches()).hasSize(2);
  }

  @Test
  void aRuleThatLooksAnywhereDoesNotSayWhatAnotherFoundInATest() throws IOException {
    scan("test/a.sh", "password=tiger99\n");
    scan("main.sql", "CREATE USER app IDENTIFIED BY 'tiger99';");

    assertThat(findings().get(0).matches())
        .extracting(m -> m.where().path())
        .containsExactly("main.sql");
  }

  @Test
  void aKeyOfTheInventoryIsSaidWhereverItStands() throws IOException {
    var asking =
        new ScanEngine(RuleFiles.shipped(), new ScanEngineTest.Inventory("tiger99", Shown.VALUE));
    byte[] text = "password = \"tiger99\"".getBytes(UTF_8);
    asking
        .worker()
        .scan(Document.file(origin("test/a.py"), "test/a.py", Content.of(text)), collector::add);

    assertThat(findings()).extracting(Finding::doubt).containsExactly((Doubt) null);
  }

  @Test
  void whatPeopleSayInAChannelForTestsIsInNoDoubt() throws IOException {
    var said =
        new Provenance(
            "slack",
            "export",
            "test",
            null,
            "test",
            null,
            "text",
            null,
            null,
            null,
            Audience.RESTRICTED,
            dev.straykey.model.TextState.CURRENT);
    byte[] text = ("password = \"" + PASSWORD + "\"").getBytes(UTF_8);
    ENGINE.worker().scan(Document.file(Origin.of(said), "test", Content.of(text)), collector::add);

    assertThat(findings()).extracting(Finding::doubt).containsExactly((Doubt) null);
  }

  @Test
  void keepsTheKeyInTheKeyringAlone() throws IOException {
    scan("a", key(1));

    Finding finding = findings().get(0);

    assertThat(keyring.get(finding.fingerprint()).reveal()).isEqualTo(key(1));
    assertThat(finding.toString()).doesNotContain(key(1));
  }

  @Test
  void showsPrefixAndLastCharactersButNeverMoreThanAThird() throws IOException {
    scan("a", key(1));

    String redacted = findings().get(0).redacted();

    assertThat(redacted).isEqualTo("acme_live_…" + key(1).substring(44));
    assertThat(redacted.length() - 1).isLessThanOrEqualTo(key(1).length() / 3);
  }

  @Test
  void anAllowedPlaceDoesNotAllowAnother() throws IOException {
    scan("a", key(1) + " # straykey:allow dead since May");
    scan("b", key(1));

    assertThat(findings().get(0).suppression()).isNull();
  }

  @Test
  void aFindingIsAllowedWhenEveryPlaceIs() throws IOException {
    scan("a", key(1) + " # straykey:allow dead since May");

    assertThat(findings().get(0).suppression().reason()).isEqualTo("dead since May");
  }

  @Test
  void aMarkWithoutAReasonAllowsNothingAndItsPlaceIsToldOnce() throws IOException {
    scan("a", "x\n" + key(1) + " " + key(2) + " # straykey:allow");
    scan("b", key(1) + " # straykey:allow dead since May");

    assertThat(findings()).allMatch(finding -> finding.suppression() == null);
    assertThat(collector.withoutReason()).containsExactly("a:2");
  }

  @Test
  void countsWhatItHadNoRoomFor() throws IOException {
    scan("a", key(1) + "\n" + key(2) + "\n" + key(3) + "\n" + key(4) + "\n" + key(1));

    assertThat(findings()).hasSize(3);
    assertThat(collector.dropped()).isEqualTo(1);
  }

  @Test
  void oneDocumentInTwoPlacesIsTwoMatches() throws IOException {
    scan("a", key(1));

    List<Finding> findings =
        collector.findings(
            o ->
                List.of(
                    Provenance.file("dir", "src", "x", Audience.PUBLIC),
                    Provenance.file("dir", "src", "y", Audience.LOCAL)));

    assertThat(findings.get(0).matches()).hasSize(2);
    assertThat(findings.get(0).audience()).isEqualTo(Audience.PUBLIC);
  }

  @Test
  void orderOfReadingChangesNothing() throws IOException {
    scan("a", key(1) + "\n" + key(2));
    scan("b", key(2));
    var other = new FindingCollector(fingerprints, keyring, 3);
    for (String path : List.of("b", "a")) {
      String text = path.equals("b") ? key(2) : key(1) + "\n" + key(2);
      ENGINE
          .worker()
          .scan(Document.file(origin(path), path, Content.of(text.getBytes(UTF_8))), other::add);
    }

    assertThat(other.findings(Origin::provenances)).isEqualTo(findings());
  }
}
