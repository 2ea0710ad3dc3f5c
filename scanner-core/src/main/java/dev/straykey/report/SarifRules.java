package dev.straykey.report;

import static dev.straykey.report.Json.field;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.straykey.model.Finding;
import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules that fired, by id; the most severe finding of a rule speaks for it. */
final class SarifRules {
  private static final String HELP =
      "Someone who reads this place can use the key. End the key at its issuer first and put a new"
          + " one where only its user can read it; then remove this text. Removing the text alone"
          + " leaves the key in the history and with everybody who has read it.";

  private final SortedMap<String, Finding> rules = new TreeMap<>();
  private final List<String> ids;

  SarifRules(List<RunResult.Result> results) {
    for (var one : results) { // most severe first
      rules.putIfAbsent(one.finding().ruleId(), one.finding());
    }
    ids = new ArrayList<>(rules.keySet());
  }

  int index(String ruleId) {
    return java.util.Collections.binarySearch(ids, ruleId);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("rules");
    for (var finding : rules.values()) {
      rule(json, finding);
    }
    json.writeEndArray();
  }

  private static void rule(JsonGenerator json, Finding finding) throws IOException {
    String name = SarifText.orElse(Printable.of(finding.ruleName()), id(finding.ruleId()));
    json.writeStartObject();
    field(json, "id", id(finding.ruleId()));
    text(json, "shortDescription", SarifText.bounded("Leaked " + name));
    text(
        json,
        "fullDescription",
        SarifText.bounded(
            "Leaked %s: a key that stands where others can read it.".formatted(name)));
    json.writeObjectFieldStart("help");
    field(json, "text", HELP);
    field(json, "markdown", HELP);
    json.writeEndObject();
    json.writeObjectFieldStart("defaultConfiguration");
    field(json, "level", finding.publishable() ? "none" : level(finding.severity()));
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    field(json, "tags", List.of("security", "secret"));
    field(json, "precision", "high");
    field(json, "problem.severity", problem(finding.severity()));
    field(
        json,
        "security-severity",
        finding.publishable() ? "0.0" : securitySeverity(finding.severity()));
    SarifText.property(json, "issuer", finding.issuer());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    SarifText.message(json, name, text);
  }

  /** Returns the id, or what stands for one that says nothing. */
  static String id(String ruleId) {
    return SarifText.orElse(ruleId, "unknown");
  }

  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "note";
    };
  }

  private static String problem(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "recommendation";
    };
  }

  /** Over 9.0 is critical, from 7.0 high, from 4.0 medium, from 0.1 low. */
  private static String securitySeverity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.0";
    };
  }
}
