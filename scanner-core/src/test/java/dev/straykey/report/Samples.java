package dev.straykey.report;

import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Audience;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.KeyState;
import dev.straykey.model.Match;
import dev.straykey.model.Outcome;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.Privilege;
import dev.straykey.model.Provenance;
import dev.straykey.model.RemediationState;
import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import dev.straykey.model.Skip;
import dev.straykey.model.SourceReport;
import dev.straykey.model.Suppression;
import dev.straykey.model.TextState;
import dev.straykey.model.Timeline;
import dev.straykey.model.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Results of runs to make reports from. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  static final String HEAD = "e".repeat(64);

  private Samples() {}

  static String write(ReportWriter writer, RunResult result) {
    var out = new StringBuilder();
    try {
      writer.write(result, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  static String write(String format, RunResult result) {
    return write(Reports.of(format), result);
  }

  static Fingerprint fingerprint(int seed) {
    return new Fingerprint("1f3a9c02", "%08x".formatted(seed * 0x0107_9135).repeat(8));
  }

  static Match file(String path, int line) {
    return new Match(
        Provenance.file("git", ".", path, Audience.RESTRICTED),
        line,
        7,
        line,
        40,
        List.of(),
        "39fa2ee980eb94b0:1");
  }

  static Match commit(String path, int line) {
    return new Match(
        new Provenance(
            "git",
            ".",
            path,
            "abc1234def" + "0".repeat(30),
            null,
            null,
            null,
            "Dana Smith",
            Instant.parse("2026-01-05T09:00:00Z"),
            null,
            Audience.PUBLIC,
            TextState.HISTORICAL),
        line,
        3,
        line,
        30,
        List.of("base64"),
        "0123456789abcdef:1");
  }

  static Match message() {
    return new Match(
        new Provenance(
            "slack",
            "acme.zip",
            "general/2026-03-01.json",
            null,
            "general",
            null,
            "text",
            "Dana",
            Instant.parse("2026-03-01T10:02:11Z"),
            "https://acme.example/archives/C1/p1",
            Audience.ORGANISATION,
            TextState.DELETED),
        0,
        0,
        0,
        0,
        List.of(),
        "fedcba9876543210:1");
  }

  static List<Match> files(int count) {
    return IntStream.range(0, count).mapToObj(i -> file("src/f%05d.txt".formatted(i), 1)).toList();
  }

  static Finding finding(int seed, Severity severity, List<Match> matches) {
    return new Finding(
        fingerprint(seed),
        "workos-api-key",
        "WorkOS API key",
        "workos",
        severity,
        Shown.VALUE,
        "sk_…3456",
        null,
        KeyScope.ORGANISATION,
        false,
        matches,
        null);
  }

  static Finding publishable(int seed) {
    return new Finding(
        fingerprint(seed),
        "stripe-publishable",
        "Stripe publishable key",
        "stripe",
        Severity.LOW,
        Shown.VALUE,
        "pk_…3456",
        null,
        KeyScope.WORKLOAD,
        true,
        files(1),
        null);
  }

  static KeyRecord record(String name) {
    return new KeyRecord(
        "key_01J9",
        "workos",
        "org_01",
        name,
        KeyScope.ORGANISATION,
        fingerprint(1),
        null,
        null,
        null,
        new Owner(OwnerType.TEAM, "platform"),
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        "us",
        List.of(),
        List.of(),
        List.of(),
        Privilege.WRITE,
        List.of(),
        "production",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        null,
        null,
        false,
        false,
        false,
        null,
        KeyState.ACTIVE);
  }

  static Attribution ours() {
    return new Attribution(
        AttributionStatus.OURS,
        AttributionBy.FINGERPRINT,
        record("CI publish"),
        List.of("key_01J9"),
        KeyScope.ORGANISATION,
        new Owner(OwnerType.TEAM, "platform"),
        null,
        Validity.ACTIVE,
        true,
        "");
  }

  static Attribution leavers() {
    return new Attribution(
        AttributionStatus.OURS,
        AttributionBy.FINGERPRINT,
        record("CI publish"),
        List.of("key_01J9"),
        KeyScope.USER,
        new Owner(OwnerType.PERSON, "u-17"),
        new Person(
            "u-17",
            "Dana Smith",
            null,
            null,
            "u-3",
            null,
            PersonStatus.LEAVER,
            Instant.parse("2026-10-31T00:00:00Z")),
        Validity.DEAD,
        true,
        "");
  }

  static Attribution ambiguous() {
    return new Attribution(
        AttributionStatus.AMBIGUOUS,
        AttributionBy.REDACTED,
        null,
        List.of("key_1", "key_2"),
        KeyScope.UNKNOWN,
        null,
        null,
        Validity.UNDETERMINED,
        true,
        "");
  }

  static Attribution unchecked() {
    return Attribution.notChecked(KeyScope.ORGANISATION);
  }

  static Decision decision() {
    return new Decision(
            List.of(Action.REVOKE, Action.NOTIFY),
            true,
            Instant.parse("2026-11-20T14:00:00Z"),
            "org-production",
            "an organisation key in production",
            List.of(),
            List.of("u-3", "u-4"),
            2,
            false)
        .hold("an organisation key waits for its custodians");
  }

  static Timeline timeline() {
    return new Timeline(
        RemediationState.DEAD,
        Instant.parse("2026-11-17T06:00:00Z"),
        NOW,
        NOW.plusSeconds(60),
        NOW.plusSeconds(72));
  }

  static Outcome outcome() {
    return new Outcome(
        Action.REVOKE, OutcomeState.DONE, "accepted by the issuer", NOW.plusSeconds(60), "SEC-12");
  }

  static RunResult.Result result(Finding finding, Attribution known) {
    return new RunResult.Result(finding, known, null, List.of(), null);
  }

  static SourceReport source(Skip... skipped) {
    return new SourceReport(
        ".",
        "git",
        1,
        1_382,
        2_031_331,
        Map.of("blobs", 1_382L),
        List.of(skipped),
        List.of("the clone is shallow"));
  }

  static RunResult run(boolean inventoryAsked, RunResult.Result... results) {
    return run(source(), inventoryAsked, results);
  }

  static RunResult run(SourceReport source, boolean inventoryAsked, RunResult.Result... results) {
    return new RunResult(
        "0.1.0",
        NOW,
        List.of(source),
        List.of(results),
        List.of(new RunResult.Believed("straykey.yaml", "a".repeat(64))),
        "1f3a9c02",
        HEAD,
        "b".repeat(64),
        inventoryAsked,
        dev.straykey.model.FailOn.ANY,
        List.of());
  }

  /** A run that has something of everything. */
  static RunResult everything() {
    var critical =
        new RunResult.Result(
            finding(1, Severity.CRITICAL, List.of(message(), commit("config/app.yml", 3))),
            ours(),
            decision(),
            List.of(outcome()),
            timeline());
    var accepted =
        finding(2, Severity.HIGH, files(1))
            .withSuppression(new Suppression("inline", "a test double", true));
    var refused =
        finding(3, Severity.HIGH, files(422))
            .withSuppression(new Suppression(".straykey.yaml", "only a test", false));
    return run(
        source(
            new Skip("logo.png", Skip.Reason.BINARY, ""),
            new Skip("vault.zip", Skip.Reason.ENCRYPTED, "needs a password")),
        true,
        result(publishable(4), unchecked()),
        result(accepted, unchecked()),
        result(refused, leavers()),
        critical,
        result(finding(5, Severity.MEDIUM, files(2)), ambiguous()));
  }
}
