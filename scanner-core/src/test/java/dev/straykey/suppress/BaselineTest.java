package dev.straykey.suppress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Finding;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.scan.FindingCollector;
import dev.straykey.scan.ScanEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private final Keyring keyring = new Keyring(100);

  @TempDir Path folder;

  private List<Finding> findings(byte fingerprintKey, long... seeds) throws IOException {
    byte[] key = new byte[32];
    key[0] = fingerprintKey;
    var collector = new FindingCollector(FingerprintKey.of(key), keyring, 100);
    var engine = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE);
    for (long seed : seeds) {
      String text = PatternSampler.make(RuleFiles.shipped().rule("own-api-key"), seed).key();
      engine
          .worker()
          .scan(
              Document.file(Origin.unresolved("t"), "t", Content.of(text.getBytes(UTF_8))),
              collector::add);
    }
    return collector.findings(Origin::provenances);
  }

  @Test
  void coversWhatItNamesUnderAnyFingerprintKey() throws IOException {
    Path file = folder.resolve("baseline");
    Baseline.of(keyring, findings((byte) 1, 1)).write(file);

    Finding same = findings((byte) 2, 1).get(0);
    Finding other = findings((byte) 2, 2).get(0);

    assertThat(Baseline.read(file).covers(keyring, same, TODAY)).isNotNull();
    assertThat(Baseline.read(file).covers(keyring, other, TODAY)).isNull();
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    Baseline first = Baseline.of(keyring, findings((byte) 1, 1, 2, 3));

    Baseline again = Baseline.parse(first.text(), "b").with(keyring, findings((byte) 1, 3, 2, 1));

    assertThat(again.text()).isEqualTo(first.text());
  }

  @Test
  void twoBaselinesShareNoFingerprint() throws IOException {
    List<Finding> findings = findings((byte) 1, 1);

    assertThat(Baseline.of(keyring, findings).fingerprints(keyring, findings))
        .doesNotContainAnyElementsOf(
            Baseline.of(keyring, findings).fingerprints(keyring, findings));
  }

  @Test
  void keepsWhatPeopleWroteUntilItsDay() throws IOException {
    List<Finding> findings = findings((byte) 1, 1);
    String text =
        Baseline.of(keyring, findings)
            .text()
            .replace("\"rule\":", "\"reason\":\"test site\",\"until\":\"2026-11-20\",\"rule\":");
    Baseline baseline = Baseline.parse(text, "b").with(keyring, findings);

    assertThat(baseline.covers(keyring, findings.get(0), TODAY).reason()).isEqualTo("test site");
    assertThat(baseline.covers(keyring, findings.get(0), TODAY.plusDays(1))).isNull();
  }

  @Test
  void aBrokenLineIsNamed() throws IOException {
    Path file = folder.resolve("baseline");
    Files.writeString(file, Baseline.of(keyring, List.of()).text() + "{\"fingerprint\": \"x\"}\n");

    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1201", "baseline:2", "fingerprint");
  }

  @Property(tries = 300)
  void anyTextIsReadOrRefused(@ForAll String text) {
    try {
      Baseline.parse(text, "b");
    } catch (InvalidInputException e) {
      // What begins like JSON is taken for another tool's.
      assertThat(e.code()).isIn("SK-1201", "SK-1550");
    }
  }

  private String foreign(String secret, String place) {
    return "[\n {\"RuleID\": \"their-rule\", \"File\": \"%s\", \"StartLine\": 3, \"Secret\": \"%s\"}\n]"
        .formatted(place, secret);
  }

  @Test
  void aReportOfGitleaksIsABaseline() throws IOException {
    Finding finding = findings((byte) 1, 1).get(0);
    Finding other = findings((byte) 1, 2).get(0);
    String secret = keyring.get(finding.fingerprint()).reveal();

    Baseline baseline = Baseline.parse(foreign(secret, "elsewhere"), "b.json");

    assertThat(baseline.covers(keyring, finding, TODAY)).isNotNull();
    assertThat(baseline.covers(keyring, other, TODAY)).isNull();
    assertThat(baseline.with(keyring, List.of(finding)).text()).doesNotContain(secret);
  }

  @Test
  void aRedactedReportOfGitleaksCoversAPlaceOnly() throws IOException {
    Finding finding = findings((byte) 1, 1).get(0);

    Baseline there = Baseline.parse(foreign("REDACTED", "t").replace(": 3", ": 1"), "b.json");
    Baseline elsewhere = Baseline.parse(foreign("REDACTED", "u"), "b.json");

    assertThat(there.covers(keyring, finding, TODAY, id -> false)).isNotNull();
    assertThat(elsewhere.covers(keyring, finding, TODAY, id -> false)).isNull();
  }

  @Test
  void aReportThatIsNoneIsRefusedWithoutItsText() {
    assertThatThrownBy(() -> Baseline.parse("[{\"RuleID\": \"hunter2\"}]", "b.json"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1550", "b.json finding 1")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void whatHidNothingAndWhatHasEndedIsSaid() throws IOException {
    List<Finding> both = findings((byte) 1, 1, 2);
    String text = Baseline.of(keyring, both).text().replace("}\n", ",\"until\":\"2026-11-19\"}\n");
    Baseline baseline = Baseline.parse(text.replaceFirst(",\"until\":\"2026-11-19\"", ""), "b");

    baseline.covers(keyring, both.get(0), TODAY);

    assertThat(baseline.notices(TODAY))
        .hasSize(2)
        .anyMatch(n -> n.contains("has ended"))
        .anyMatch(n -> n.startsWith("1 entry is no longer needed"));
  }

  @Test
  void aTreesListSaysWhyAndUntilWhen() throws IOException {
    String text = Baseline.of(keyring, findings((byte) 1, 1)).text();

    assertThatThrownBy(() -> Baseline.parseIgnored(text, "repo/.straykeyignore"))
        .hasMessageContainingAll("SK-1201", "repo/.straykeyignore:2", "reason", "until");
  }
}
