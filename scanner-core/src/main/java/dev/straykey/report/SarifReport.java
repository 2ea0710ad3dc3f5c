package dev.straykey.report;

import static dev.straykey.report.Json.field;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.straykey.model.RunResult;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SARIF 2.1.0 for code scanning: one result a place, all results of a key with its fingerprint.
 *
 * <p>Source: SARIF 2.1.0 (OASIS), and GitHub's “SARIF support for code scanning”: relative URIs,
 * all four numbers of a region, no empty text, {@code primaryLocationLineHash}, {@code
 * security-severity} as text, at most 25,000 results a run.
 */
public final class SarifReport implements ReportWriter {
  /** An upload with more is refused as a whole. */
  static final int MOST_RESULTS = 25_000;

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  @Override
  public String format() {
    return "sarif";
  }

  @Override
  public void write(RunResult result, Appendable out) throws IOException {
    var rules = new SarifRules(result.results());
    int perKey = placesPerKey(result.results(), MOST_RESULTS);
    try (var json = Json.pretty(out)) {
      json.writeStartObject();
      field(json, "$schema", SCHEMA);
      field(json, "version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      tool(json, result, rules);
      invocation(json, result, perKey);
      field(json, "columnKind", "unicodeCodePoints");
      results(json, result, rules, perKey);
      properties(json, result);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    out.append('\n');
  }

  private static void tool(JsonGenerator json, RunResult result, SarifRules rules)
      throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    field(json, "name", "Straykey");
    field(json, "version", SarifText.orElse(result.version(), "unknown"));
    rules.write(json);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void invocation(JsonGenerator json, RunResult result, int perKey)
      throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", result.complete());
    field(json, "startTimeUtc", result.at());
    json.writeArrayFieldStart("toolExecutionNotifications");
    if (result.sources().isEmpty()) {
      notification(json, "error", "There was nothing to scan");
    }
    for (var source : result.sources()) {
      for (var skip : source.skipped()) {
        if (!skip.reason().leavesScanComplete()) {
          notification(json, "error", skipped(skip));
        }
      }
      for (String notice : source.notices()) {
        notification(json, "note", Printable.of(source.source() + ": " + notice));
      }
    }
    for (String notice : result.notices()) {
      notification(json, "note", Printable.of(notice));
    }
    long left =
        result.results().stream().mapToLong(r -> r.finding().matches().size()).sum()
            - shown(result.results(), perKey);
    if (left > 0) {
      notification(
          json,
          "warning",
          "%s left out, because an upload takes %s results; the json report has them"
              .formatted(Words.many(left, "place"), Words.number(MOST_RESULTS)));
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static String skipped(Skip skip) {
    return "Not read: %s – %s%s"
        .formatted(
            Printable.of(skip.place()),
            Summary.reason(skip.reason()),
            skip.detail().isEmpty() ? "" : ": " + Printable.of(skip.detail()));
  }

  private static void notification(JsonGenerator json, String level, String text)
      throws IOException {
    if (text.isBlank()) {
      return; // an empty message is refused
    }
    json.writeStartObject();
    field(json, "level", level);
    SarifText.message(json, "message", text);
    json.writeEndObject();
  }

  private static void results(JsonGenerator json, RunResult result, SarifRules rules, int perKey)
      throws IOException {
    Map<String, Integer> seen = new HashMap<>();
    int written = 0;
    json.writeArrayFieldStart("results");
    for (var one : result.results()) {
      var finding = one.finding();
      for (var match : finding.matches().stream().limit(perKey).toList()) {
        if (written++ < MOST_RESULTS) {
          String hash = lineHash(finding.ruleId(), match, seen);
          SarifResult.write(json, one, match, rules.index(finding.ruleId()), hash);
        }
      }
    }
    json.writeEndArray();
  }

  /**
   * Returns the hash of the line; equal lines of one file are told apart by their order, or code
   * scanning would join them.
   */
  private static String lineHash(
      String rule, dev.straykey.model.Match match, Map<String, Integer> seen) {
    String hash = SarifText.orElse(match.lineHash(), "0");
    int times =
        seen.merge(rule + '\n' + RelativeUri.of(match.where()) + '\n' + hash, 1, Integer::sum);
    return times == 1 ? hash : hash.replaceFirst(":1$", "") + ":" + times;
  }

  private static void properties(JsonGenerator json, RunResult result) throws IOException {
    json.writeObjectFieldStart("properties");
    SarifText.property(json, "kid", result.kid());
    SarifText.property(json, "evidence_head", result.evidenceHead());
    SarifText.property(json, "plan_hash", result.planHash());
    json.writeBooleanField("complete", result.complete());
    json.writeBooleanField("inventory_asked", result.inventoryAsked());
    json.writeEndObject();
  }

  /** Returns how many places of each key fit, so that every key has its first ones. */
  static int placesPerKey(List<RunResult.Result> results, int most) {
    int low = 1;
    int high = Integer.MAX_VALUE;
    while (low < high) {
      int middle = low + (high - low) / 2 + 1;
      if (shown(results, middle) <= most) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static long shown(List<RunResult.Result> results, int perKey) {
    return results.stream().mapToLong(r -> Math.min(perKey, r.finding().matches().size())).sum();
  }
}
