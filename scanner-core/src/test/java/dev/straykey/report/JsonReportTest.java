package dev.straykey.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private final String text = Samples.write("json", Samples.everything());
  private final JsonNode report = Read.json(text);
  private final JsonNode critical = report.get("findings").get(0);

  @Test
  void hasThePromisedFieldsAtTheTop() {
    assertThat(report.fieldNames())
        .toIterable()
        .contains("straykey", "scan", "findings", "believed", "evidence_head", "kid", "notices");
    assertThat(report.at("/straykey/schema").intValue()).isEqualTo(1);
    assertThat(report.get("kid").textValue()).isEqualTo("1f3a9c02");
    assertThat(report.get("evidence_head").textValue()).isEqualTo(Samples.HEAD);
  }

  @Test
  void saysWhatWasScannedAndWhatWasNot() {
    var source = report.at("/scan/sources/0");

    assertThat(report.at("/scan/complete").booleanValue()).isFalse();
    assertThat(source.get("documents").longValue()).isEqualTo(1_382);
    assertThat(source.at("/counts/blobs").longValue()).isEqualTo(1_382);
    assertThat(source.at("/notices/0").textValue()).isEqualTo("the clone is shallow");
    assertThat(source.at("/skipped/1/reason").textValue()).isEqualTo("encrypted");
  }

  @Test
  void hasThePromisedFieldsOfAFinding() {
    assertThat(critical.fieldNames())
        .toIterable()
        .contains(
            "fingerprint",
            "rule",
            "issuer",
            "redacted",
            "severity",
            "key_id",
            "shown",
            "counts",
            "suppression",
            "attribution",
            "decision",
            "outcomes",
            "timeline",
            "matches");
    assertThat(critical.get("severity").textValue()).isEqualTo("critical");
    assertThat(critical.get("counts").booleanValue()).isTrue();
    assertThat(critical.get("suppression").isNull()).isTrue();
  }

  @Test
  void saysWhoseAKeyIs() {
    var attribution = critical.get("attribution");

    assertThat(attribution.get("status").textValue()).isEqualTo("ours");
    assertThat(attribution.get("by").textValue()).isEqualTo("fingerprint");
    assertThat(attribution.get("key").textValue()).isEqualTo("key_01J9");
    assertThat(attribution.at("/owner/team").textValue()).isEqualTo("platform");
    assertThat(attribution.get("validity").textValue()).isEqualTo("active");
  }

  @Test
  void saysNotCheckedWithNullsForWhatIsNotKnown() {
    var run =
        Samples.run(
            false,
            Samples.result(
                Samples.finding(1, Severity.HIGH, Samples.files(1)), Samples.unchecked()));
    var finding = Read.json(Samples.write("json", run)).at("/findings/0");

    assertThat(finding.at("/attribution/status").textValue()).isEqualTo("not-checked");
    assertThat(finding.at("/attribution/by").isNull()).isTrue();
    assertThat(finding.at("/attribution/owner").isNull()).isTrue();
    assertThat(finding.get("decision").isNull()).isTrue();
    assertThat(finding.get("timeline").isNull()).isTrue();
    assertThat(finding.get("outcomes")).isEmpty();
  }

  @Test
  void saysWhatIsDecidedAndDone() {
    assertThat(critical.at("/decision/actions/0").textValue()).isEqualTo("revoke");
    assertThat(critical.at("/decision/deadline").textValue()).isEqualTo("2026-11-20T14:00:00Z");
    assertThat(critical.at("/decision/policy").textValue()).isEqualTo("org-production");
    assertThat(critical.at("/outcomes/0/state").textValue()).isEqualTo("done");
    assertThat(critical.at("/timeline/detection_lag_seconds").longValue()).isEqualTo(273_600);
    assertThat(critical.at("/timeline/residual_window_seconds").longValue()).isEqualTo(12);
    assertThat(critical.at("/timeline/state").textValue()).isEqualTo("dead");
  }

  @Test
  void saysWhereAMessageIs() {
    var match = critical.at("/matches/1");

    assertThat(match.get("kind").textValue()).isEqualTo("slack");
    assertThat(match.get("line").intValue()).isZero();
    assertThat(match.get("column").intValue()).isZero();
    assertThat(match.get("commit").isNull()).isTrue();
    assertThat(match.get("channel").textValue()).isEqualTo("general");
    assertThat(match.get("at").textValue()).isEqualTo("2026-03-01T10:02:11Z");
    assertThat(match.get("state").textValue()).isEqualTo("deleted");
    assertThat(match.get("audience").textValue()).isEqualTo("organisation");
  }

  @Test
  void keepsKeysThatDoNotCountAndSaysSo() {
    assertThat(report.get("findings"))
        .filteredOn(f -> !f.get("counts").booleanValue())
        .extracting(f -> f.get("rule").textValue())
        .containsExactly("workos-api-key", "stripe-publishable");
  }

  @Test
  void isIndentedByTwoSpaces() {
    assertThat(text).startsWith("{\n  \"straykey\": {\n    \"version\": \"0.1.0\",\n");
  }

  @Test
  void hasTheSameObjectsInJsonLines() {
    List<JsonNode> lines =
        Samples.write("jsonl", Samples.everything()).lines().map(Read::json).toList();

    assertThat(lines).containsExactlyElementsOf(report.get("findings"));
  }

  @Test
  void hasNoLineInJsonLinesWithoutAFinding() {
    assertThat(Samples.write("jsonl", Samples.run(false))).isEmpty();
  }
}
