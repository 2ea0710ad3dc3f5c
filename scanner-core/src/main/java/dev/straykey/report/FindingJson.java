package dev.straykey.report;

import static dev.straykey.report.Json.field;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.straykey.model.Attribution;
import dev.straykey.model.Decision;
import dev.straykey.model.KeyHistory;
import dev.straykey.model.Match;
import dev.straykey.model.Outcome;
import dev.straykey.model.RunResult;
import dev.straykey.model.Standing;
import dev.straykey.model.Suppression;
import dev.straykey.model.Timeline;
import dev.straykey.model.WireName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One finding as a JSON object, the same in {@code json} and {@code jsonl}. */
final class FindingJson {
  private FindingJson() {}

  static void write(JsonGenerator json, RunResult.Result result) throws IOException {
    var finding = result.finding();
    json.writeStartObject();
    field(json, "fingerprint", finding.fingerprint().hex());
    field(json, "kid", finding.fingerprint().kid());
    field(json, "rule", finding.ruleId());
    field(json, "rule_name", finding.ruleName());
    field(json, "issuer", finding.issuer());
    field(json, "console", result.console() == null ? null : result.console().toString());
    field(json, "redacted", finding.redacted());
    field(json, "key_id", finding.keyId());
    field(json, "shown", WireName.of(finding.shown()));
    field(json, "severity", WireName.of(finding.severity()));
    field(json, "doubt", finding.doubt() == null ? null : WireName.of(finding.doubt()));
    field(json, "scope", WireName.of(finding.scope()));
    json.writeBooleanField("publishable", finding.publishable());
    field(json, "audience", WireName.of(finding.audience()));
    json.writeBooleanField("counts", result.counts());
    suppression(json, finding.suppression());
    attribution(json, result.attribution());
    decision(json, result.decision());
    outcomes(json, result.outcomes());
    timeline(json, result.timeline());
    history(json, KeyHistory.of(finding));
    json.writeArrayFieldStart("matches");
    for (var match : finding.matches()) {
      match(json, match);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void suppression(JsonGenerator json, @Nullable Suppression said)
      throws IOException {
    json.writeFieldName("suppression");
    if (said == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    field(json, "by", said.by());
    field(json, "reason", said.reason());
    json.writeBooleanField("honoured", said.honoured());
    json.writeEndObject();
  }

  private static void attribution(JsonGenerator json, Attribution known) throws IOException {
    json.writeObjectFieldStart("attribution");
    field(json, "status", WireName.of(known.status()));
    var by = known.by();
    field(json, "by", by == null ? null : WireName.of(by));
    var key = known.key();
    field(json, "key", key == null ? null : key.id());
    field(json, "key_name", key == null ? null : key.name());
    field(json, "environment", key == null ? null : key.environment());
    field(json, "candidates", known.candidates());
    field(json, "scope", WireName.of(known.scope()));
    owner(json, known);
    field(json, "validity", WireName.of(known.validity()));
    json.writeBooleanField("fresh", known.fresh());
    field(json, "note", known.note());
    json.writeEndObject();
  }

  private static void owner(JsonGenerator json, Attribution known) throws IOException {
    var owner = known.owner();
    json.writeFieldName("owner");
    if (owner == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      field(json, WireName.of(owner.type()), owner.id());
      json.writeEndObject();
    }
    var person = known.person();
    json.writeFieldName("person");
    if (person == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      field(json, "id", person.id());
      field(json, "name", person.name());
      field(json, "status", WireName.of(person.status()));
      field(json, "left_at", person.leftAt());
      field(json, "manager", person.manager());
      json.writeEndObject();
    }
  }

  private static void decision(JsonGenerator json, @Nullable Decision decision) throws IOException {
    json.writeFieldName("decision");
    if (decision == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    field(json, "actions", decision.actions().stream().map(WireName::of).toList());
    json.writeBooleanField("automatic", decision.automatic());
    field(json, "deadline", decision.deadline());
    field(json, "policy", decision.policy());
    field(json, "reason", decision.reason());
    field(json, "held", decision.held());
    field(json, "approvers", decision.approvers());
    json.writeNumberField("approvals_needed", decision.approvalsNeeded());
    json.writeBooleanField("ends_unanswered", decision.endsUnanswered());
    json.writeEndObject();
  }

  private static void outcomes(JsonGenerator json, List<Outcome> outcomes) throws IOException {
    json.writeArrayFieldStart("outcomes");
    for (var outcome : outcomes) {
      json.writeStartObject();
      field(json, "action", WireName.of(outcome.action()));
      field(json, "state", WireName.of(outcome.state()));
      field(json, "detail", outcome.detail());
      field(json, "at", outcome.at());
      field(json, "reference", outcome.reference());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void timeline(JsonGenerator json, @Nullable Timeline timeline) throws IOException {
    json.writeFieldName("timeline");
    if (timeline == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    field(json, "posted_at", timeline.postedAt());
    field(json, "seen_at", timeline.seenAt());
    field(json, "revoked_at", timeline.revokedAt());
    field(json, "dead_at", timeline.deadAt());
    seconds(json, "detection_lag_seconds", timeline.detectionLag());
    seconds(json, "residual_window_seconds", timeline.residualWindow());
    field(json, "state", WireName.of(timeline.state()));
    json.writeEndObject();
  }

  private static void seconds(JsonGenerator json, String name, @Nullable Duration time)
      throws IOException {
    json.writeFieldName(name);
    if (time == null) {
      json.writeNull();
    } else {
      json.writeNumber(time.toSeconds());
    }
  }

  private static void match(JsonGenerator json, Match match) throws IOException {
    var where = match.where();
    json.writeStartObject();
    field(json, "kind", where.kind());
    field(json, "source", where.source());
    field(json, "path", where.path());
    json.writeNumberField("line", match.line());
    json.writeNumberField("column", match.column());
    json.writeNumberField("end_line", match.endLine());
    json.writeNumberField("end_column", match.endColumn());
    field(json, "commit", where.commit());
    field(json, "channel", where.channel());
    field(json, "issue", where.issue());
    field(json, "field", where.field());
    field(json, "author", where.author());
    field(json, "at", where.at());
    field(json, "permalink", where.permalink());
    field(json, "audience", WireName.of(where.audience()));
    field(json, "state", WireName.of(where.state()));
    field(json, "decoded", match.decoded());
    field(json, "line_hash", match.lineHash());
    standing(json, where.standing());
    json.writeEndObject();
  }

  /** What became of it in a git history; nothing is written where none is told. */
  private static void standing(JsonGenerator json, @Nullable Standing standing) throws IOException {
    if (standing == null) {
      return;
    }
    field(json, "heads", standing.heads());
    commit(json, "last_seen", standing.lastSeen());
    commit(json, "removed_by", standing.removedBy());
    field(json, "renamed_from", standing.renamedFrom());
  }

  private static void commit(JsonGenerator json, String name, Standing.@Nullable Commit commit)
      throws IOException {
    json.writeFieldName(name);
    if (commit == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    field(json, "commit", commit.id());
    field(json, "author", commit.author());
    field(json, "at", commit.at());
    json.writeEndObject();
  }

  /** The key as a whole: who brought it first, where it still stands, who took it away last. */
  private static void history(JsonGenerator json, @Nullable KeyHistory history) throws IOException {
    if (history == null) {
      return;
    }
    json.writeObjectFieldStart("history");
    commit(json, "introduced", history.introduced());
    field(json, "introduced_path", history.introducedPath());
    commit(json, "last_seen", history.lastSeen());
    commit(json, "removed_by", history.removedBy());
    field(json, "heads", history.heads());
    field(json, "paths", history.paths());
    json.writeEndObject();
  }
}
