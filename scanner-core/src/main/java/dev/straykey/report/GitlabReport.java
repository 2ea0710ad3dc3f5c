package dev.straykey.report;

import static dev.straykey.report.Json.field;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.straykey.model.Finding;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * GitLab's secret detection report ({@code artifacts:reports:secret_detection}), schema 15.2.1: one
 * vulnerability a place. Accepted keys are left out, or they would be opened as vulnerabilities.
 */
public final class GitlabReport implements ReportWriter {
  private static final String NO_COMMIT = "0000000"; // the schema wants one of every place
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public String format() {
    return "gitlab";
  }

  @Override
  public void write(RunResult result, Appendable out) throws IOException {
    var summary = new Summary(result);
    try (var json = Json.pretty(out)) {
      json.writeStartObject();
      field(json, "version", "15.2.1");
      scan(json, result, summary);
      json.writeArrayFieldStart("vulnerabilities");
      for (var one : summary.counting()) {
        var seen = new HashMap<String, Integer>();
        for (var match : one.finding().matches()) {
          vulnerability(json, one, match, id(one.finding(), match, seen));
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.append('\n');
  }

  private static void scan(JsonGenerator json, RunResult result, Summary summary)
      throws IOException {
    json.writeObjectFieldStart("scan");
    tool(json, "analyzer", result);
    tool(json, "scanner", result);
    field(json, "start_time", TIME.format(result.at()));
    field(json, "end_time", TIME.format(result.at()));
    field(json, "status", result.complete() ? "success" : "failure");
    field(json, "type", "secret_detection");
    json.writeArrayFieldStart("messages");
    message(json, result.complete() ? "info" : "warn", summary.scanned());
    if (!summary.accepted().isEmpty()) {
      message(
          json, "info", "%s not counted".formatted(Words.many(summary.accepted().size(), "key")));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void tool(JsonGenerator json, String name, RunResult result) throws IOException {
    json.writeObjectFieldStart(name);
    field(json, "id", "straykey");
    field(json, "name", "Straykey");
    field(json, "version", SarifText.orElse(result.version(), "unknown"));
    json.writeObjectFieldStart("vendor");
    field(json, "name", "Straykey");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void message(JsonGenerator json, String level, String text) throws IOException {
    json.writeStartObject();
    field(json, "level", level);
    field(json, "value", text);
    json.writeEndObject();
  }

  private static void vulnerability(
      JsonGenerator json, RunResult.Result one, Match match, String id) throws IOException {
    var finding = one.finding();
    String rule = SarifText.orElse(finding.ruleId(), "unknown");
    String name = SarifText.orElse(Printable.of(finding.ruleName()), "Key");
    json.writeStartObject();
    field(json, "id", id);
    field(json, "name", cut("Leaked " + name, 255));
    field(
        json,
        "description",
        "%s %s%s. Whose: %s. Life: %s. %s."
            .formatted(
                name,
                Printable.of(finding.redacted()),
                Words.doubt(finding),
                Words.whose(one.attribution()),
                Words.life(one.attribution().validity()),
                String.join("; ", Places.remarks(match))));
    field(json, "severity", severity(finding.severity()));
    field(json, "solution", cut(String.join("; ", Words.whatNow(one)), 7_000));
    location(json, match);
    json.writeArrayFieldStart("identifiers");
    identifier(json, "straykey_rule_id", "Straykey rule " + rule, rule);
    identifier(
        json,
        "straykey_fingerprint",
        "Key " + finding.fingerprint().brief(),
        finding.fingerprint().hex());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void identifier(JsonGenerator json, String type, String name, String value)
      throws IOException {
    json.writeStartObject();
    field(json, "type", type);
    field(json, "name", name);
    field(json, "value", value);
    json.writeEndObject();
  }

  private static void location(JsonGenerator json, Match match) throws IOException {
    var where = match.where();
    json.writeObjectFieldStart("location");
    field(json, "file", RelativeUri.path(where));
    if (match.line() > 0) {
      json.writeNumberField("start_line", match.line());
      json.writeNumberField("end_line", Math.max(match.line(), match.endLine()));
    }
    json.writeObjectFieldStart("commit");
    SarifText.property(json, "author", where.author());
    Instant at = where.at();
    SarifText.property(json, "date", at == null ? null : at.toString());
    field(json, "sha", SarifText.orElse(where.commit(), NO_COMMIT));
    json.writeEndObject();
    json.writeEndObject();
  }

  /**
   * The same place of the same key has the same id in every report, whatever stands above it; equal
   * places are told apart by their order.
   */
  private static String id(Finding finding, Match match, Map<String, Integer> seen) {
    var where = match.where();
    String name =
        String.join(
            "\n",
            finding.fingerprint().hex(),
            RelativeUri.of(where),
            SarifText.orElse(where.commit(), NO_COMMIT),
            SarifText.orElse(where.field(), ""),
            SarifText.orElse(where.permalink(), ""),
            String.valueOf(where.at()),
            match.lineHash());
    name += "\n" + seen.merge(name, 1, Integer::sum);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "Critical";
      case HIGH -> "High";
      case MEDIUM -> "Medium";
      case LOW -> "Low";
    };
  }
}
