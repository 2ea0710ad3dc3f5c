package dev.straykey.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import dev.straykey.model.Suppression;
import java.util.List;
import org.junit.jupiter.api.Test;

class SarifReportTest {
  private static final Schema SCHEMA = Read.schema("sarif-for-code-scanning.schema.json");

  private static JsonNode run(RunResult result) {
    return Read.json(Samples.write("sarif", result)).at("/runs/0");
  }

  private static JsonNode run(dev.straykey.model.Finding... findings) {
    return run(
        Samples.run(
            false,
            java.util.Arrays.stream(findings)
                .map(f -> Samples.result(f, Samples.unchecked()))
                .toArray(RunResult.Result[]::new)));
  }

  @Test
  void isWhatCodeScanningTakes() {
    var report = Read.json(Samples.write("sarif", Samples.everything()));

    assertThat(SCHEMA.validate(report)).isEmpty();
  }

  @Test
  void isWhatCodeScanningTakesWithoutAResult() {
    assertThat(SCHEMA.validate(Read.json(Samples.write("sarif", Samples.run(false))))).isEmpty();
  }

  /** Or the two tests above could not fail. */
  @Test
  void isHeldAgainstASchemaThatRefuses() {
    String absolute =
        Samples.write("sarif", Samples.everything()).replace("\"config/app.yml\"", "\"/app.yml\"");

    assertThat(SCHEMA.validate(Read.json(absolute))).isNotEmpty();
  }

  @Test
  void hasOneResultForEachPlace() {
    var results = run(Samples.finding(1, Severity.HIGH, Samples.files(417))).get("results");

    assertThat(results)
        .hasSize(417)
        .allSatisfy(
            r ->
                assertThat(r.at("/properties/fingerprint").textValue())
                    .isEqualTo(Samples.fingerprint(1).hex()));
  }

  @Test
  void pointsEachResultAtItsRule() {
    var run = run(Samples.everything());

    assertThat(run.get("results"))
        .allSatisfy(
            r ->
                assertThat(
                        run.at("/tool/driver/rules").get(r.get("ruleIndex").intValue()).get("id"))
                    .isEqualTo(r.get("ruleId")));
  }

  @Test
  void saysWhereAKeyStands() {
    var place =
        run(Samples.finding(1, Severity.HIGH, List.of(Samples.file("src/a b.txt", 12))))
            .at("/results/0/locations/0/physicalLocation");

    assertThat(place.at("/artifactLocation/uri").textValue()).isEqualTo("src/a%20b.txt");
    assertThat(place.at("/region/startLine").intValue()).isEqualTo(12);
    assertThat(place.at("/region/startColumn").intValue()).isEqualTo(7);
    assertThat(place.at("/region/endColumn").intValue()).isEqualTo(40);
  }

  @Test
  void givesAMessageTheFirstLineOfItsFile() {
    var place =
        run(Samples.finding(1, Severity.HIGH, List.of(Samples.message())))
            .at("/results/0/locations/0/physicalLocation");

    assertThat(place.at("/artifactLocation/uri").textValue())
        .isEqualTo("acme.zip/general/2026-03-01.json");
    assertThat(place.at("/region/startLine").intValue()).isEqualTo(1);
    assertThat(place.at("/region/startColumn").intValue()).isEqualTo(1);
  }

  @Test
  void takesTheLineHashAsItIs() {
    var result = run(Samples.finding(1, Severity.HIGH, Samples.files(1))).at("/results/0");

    assertThat(result.at("/partialFingerprints/primaryLocationLineHash").textValue())
        .isEqualTo("39fa2ee980eb94b0:1");
  }

  @Test
  void tellsEqualLinesOfOneFileApart() {
    var twice = List.of(Samples.file("a.txt", 1), Samples.file("a.txt", 9));

    assertThat(run(Samples.finding(1, Severity.HIGH, twice)).get("results"))
        .extracting(r -> r.at("/partialFingerprints/primaryLocationLineHash").textValue())
        .containsExactly("39fa2ee980eb94b0:1", "39fa2ee980eb94b0:2");
  }

  @Test
  void ranksByHowBadAKeyIs() {
    for (var expected :
        List.of(
            List.of(Severity.CRITICAL, "error", "9.5"),
            List.of(Severity.HIGH, "error", "8.0"),
            List.of(Severity.MEDIUM, "warning", "5.5"),
            List.of(Severity.LOW, "note", "2.0"))) {
      var run = run(Samples.finding(1, (Severity) expected.get(0), Samples.files(1)));

      assertThat(run.at("/results/0/level").textValue()).isEqualTo(expected.get(1));
      assertThat(run.at("/tool/driver/rules/0/properties/security-severity").textValue())
          .isEqualTo(expected.get(2));
    }
  }

  @Test
  void onlyInformsOfAPublishableKey() {
    var result = run(Samples.publishable(1)).at("/results/0");

    assertThat(result.get("kind").textValue()).isEqualTo("informational");
    assertThat(result.get("level").textValue()).isEqualTo("none");
  }

  @Test
  void marksAnAcceptedKeySuppressed() {
    var accepted =
        Samples.finding(1, Severity.HIGH, Samples.files(1))
            .withSuppression(new Suppression("inline", "a test double", true));

    var said = run(accepted).at("/results/0/suppressions/0");
    assertThat(said.get("kind").textValue()).isEqualTo("inSource");
    assertThat(said.get("justification").textValue()).isEqualTo("a test double");
  }

  @Test
  void doesNotSuppressWhereThatWasRefused() {
    var refused =
        Samples.finding(1, Severity.HIGH, Samples.files(1))
            .withSuppression(new Suppression("baseline", "old", false));

    var result = run(refused).at("/results/0");
    assertThat(result.has("suppressions")).isFalse();
    assertThat(result.at("/message/text").textValue()).contains("SUPPRESSION REFUSED");
  }

  @Test
  void saysThatAScanIsIncomplete() {
    var invocation = run(Samples.everything()).at("/invocations/0");

    assertThat(invocation.get("executionSuccessful").booleanValue()).isFalse();
    assertThat(invocation.at("/toolExecutionNotifications/0/message/text").textValue())
        .contains("vault.zip", "needs a password");
  }

  @Test
  void carriesTheEvidenceHead() {
    assertThat(run(Samples.everything()).at("/properties/evidence_head").textValue())
        .isEqualTo(Samples.HEAD);
  }

  @Test
  void keepsTheFirstPlacesOfEveryKeyWhenThereAreTooMany() {
    var run =
        run(
            Samples.finding(1, Severity.HIGH, Samples.files(30_000)),
            Samples.finding(2, Severity.LOW, Samples.files(10)));

    assertThat(run.get("results")).hasSize(SarifReport.MOST_RESULTS);
    assertThat(run.get("results").get(SarifReport.MOST_RESULTS - 1).at("/properties/fingerprint"))
        .hasToString("\"" + Samples.fingerprint(2).hex() + "\"");
    assertThat(run.at("/invocations/0/toolExecutionNotifications").toString())
        .contains("5,010 places left out");
  }
}
