package dev.straykey.report;

import static dev.straykey.report.Json.field;
import static dev.straykey.report.SarifText.property;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.straykey.model.Attribution;
import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.RunResult;
import dev.straykey.model.WireName;
import java.io.IOException;

/** One place of one key as a SARIF result. */
final class SarifResult {
  private SarifResult() {}

  static void write(
      JsonGenerator json, RunResult.Result result, Match match, int ruleIndex, String lineHash)
      throws IOException {
    var finding = result.finding();
    json.writeStartObject();
    field(json, "ruleId", SarifRules.id(finding.ruleId()));
    json.writeNumberField("ruleIndex", ruleIndex);
    if (finding.publishable()) {
      field(json, "kind", "informational");
      field(json, "level", "none"); // the only level that such a kind may have
    } else {
      field(json, "level", SarifRules.level(finding.severity()));
    }
    SarifText.message(json, "message", message(result, match));
    location(json, match);
    json.writeObjectFieldStart("partialFingerprints");
    field(json, "primaryLocationLineHash", lineHash);
    json.writeEndObject();
    suppression(json, result);
    properties(json, result, match);
    json.writeEndObject();
  }

  private static String message(RunResult.Result result, Match match) {
    var finding = result.finding();
    var said = new StringBuilder();
    said.append(SarifText.orElse(Printable.of(finding.ruleName()), "Key"))
        .append(' ')
        .append(Printable.of(finding.redacted()))
        .append(Words.doubt(finding))
        .append(". Whose: ")
        .append(Words.whose(result.attribution()))
        .append(". Life: ")
        .append(Words.life(result.attribution().validity()))
        .append(". Where: ")
        .append(Places.title(match))
        .append("; ")
        .append(String.join("; ", Places.remarks(match)))
        .append('.');
    said.append(" What now: ").append(String.join("; ", Words.whatNow(result))).append('.');
    if (finding.suppression() != null) {
      said.append(' ').append(Words.suppression(result)).append('.');
    }
    return said.toString();
  }

  private static void location(JsonGenerator json, Match match) throws IOException {
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    field(json, "uri", RelativeUri.of(match.where()));
    json.writeEndObject();
    int line = Math.max(1, match.line());
    int column = Math.max(1, match.column());
    int endLine = Math.max(line, match.endLine());
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", line);
    json.writeNumberField("startColumn", column);
    json.writeNumberField("endLine", endLine);
    json.writeNumberField("endColumn", Math.max(endLine == line ? column : 1, match.endColumn()));
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  /** Only what was honoured: whoever reads this array takes its result for accepted. */
  private static void suppression(JsonGenerator json, RunResult.Result result) throws IOException {
    var said = result.finding().suppression();
    if (said == null || !said.honoured()) {
      return;
    }
    json.writeArrayFieldStart("suppressions");
    json.writeStartObject();
    field(json, "kind", said.by().equals("inline") ? "inSource" : "external");
    field(json, "status", "accepted");
    property(json, "justification", Printable.of(said.reason()));
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void properties(JsonGenerator json, RunResult.Result result, Match match)
      throws IOException {
    var finding = result.finding();
    json.writeObjectFieldStart("properties");
    field(json, "fingerprint", finding.fingerprint().hex());
    field(json, "kid", finding.fingerprint().kid());
    property(json, "issuer", finding.issuer());
    property(json, "redacted", finding.redacted());
    property(json, "severity", WireName.of(finding.severity()));
    property(json, "doubt", finding.doubt() == null ? null : WireName.of(finding.doubt()));
    json.writeBooleanField("counts", result.counts());
    json.writeBooleanField(
        "suppression_refused", finding.suppression() != null && !finding.suppression().honoured());
    attribution(json, result.attribution());
    where(json, match.where());
    if (!match.decoded().isEmpty()) {
      field(json, "decoded", match.decoded());
    }
    json.writeEndObject();
  }

  private static void attribution(JsonGenerator json, Attribution known) throws IOException {
    field(json, "status", WireName.of(known.status()));
    property(json, "by", known.by() == null ? null : WireName.of(known.by()));
    property(json, "key", known.key() == null ? null : known.key().id());
    property(
        json,
        "owner",
        known.owner() == null
            ? null
            : WireName.of(known.owner().type()) + ":" + known.owner().id());
    field(json, "scope", WireName.of(known.scope()));
    field(json, "validity", WireName.of(known.validity()));
  }

  private static void where(JsonGenerator json, Provenance where) throws IOException {
    property(json, "source", where.source());
    property(json, "kind", where.kind());
    property(json, "commit", where.commit());
    property(json, "channel", where.channel());
    property(json, "issue", where.issue());
    property(json, "field", where.field());
    property(json, "author", where.author());
    property(json, "at", where.at() == null ? null : where.at().toString());
    property(json, "permalink", where.permalink());
    field(json, "audience", WireName.of(where.audience()));
    field(json, "state", WireName.of(where.state()));
  }
}
