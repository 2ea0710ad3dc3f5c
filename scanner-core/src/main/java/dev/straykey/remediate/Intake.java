package dev.straykey.remediate;

import dev.straykey.model.Action;
import dev.straykey.model.Finding;
import dev.straykey.model.RemediationState;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Begins the transaction of a key, or takes up the one that is there: before anything is sent. */
final class Intake {
  /** By when what Straykey ends must be proved dead, where policy says nothing. */
  private static final Duration UNTIL_DEAD = Duration.ofDays(1);

  private static final Duration FIRST_WATCH = Duration.ofMinutes(10);
  private final Run run;
  private final Recipients recipients;

  Intake(Run run) {
    this.run = run;
    this.recipients = new Recipients(run.room);
  }

  /**
   * @param refusals why the key may not be ended by this run; empty when it may
   * @param approvedBy who approved that; empty when nobody had to
   */
  void take(PlanLine line, List<String> refusals, Set<String> approvedBy, Instant at) {
    var known = run.cases.find(line.fingerprint());
    var c = known == null ? begin(line, at) : known;
    boolean ended = c.ended();
    if (known != null && !ended) {
      takeUp(c, line);
    }
    var wanted = Guard.wanted(line);
    boolean arms = !ended && !wanted.isEmpty() && refusals.isEmpty() && c.ending.isEmpty();
    if (arms) {
      c.ending.addAll(wanted);
      c.deadline = c.deadline == null ? at.plus(UNTIL_DEAD) : c.deadline;
      c.refused = List.of();
      c.lookFrom = at;
      c.nextLookAt = at;
      c.state = approvedBy.isEmpty() ? c.state : RemediationState.APPROVED;
    } else if (!ended && c.ending.isEmpty()) {
      c.refused = wanted.isEmpty() ? List.of() : refusals;
      watch(c, at);
    }
    if (ended && line.attribution().validity() == Validity.ACTIVE) {
      c.nextLookAt = at; // somebody saw it alive: look at once, not in a month
    }
    String type = known == null ? "decided" : arms ? "taken-up" : "seen-again";
    var facts =
        Run.facts()
            .with("policy", line.decision().policy())
            .with("actions", line.decision().actions().stream().map(WireName::of).toList())
            .with("refused", c.refused.isEmpty() ? null : c.refused)
            .with("approved_by", approvedBy.isEmpty() ? null : approvedBy)
            .with("deadline", c.deadline);
    run.step(
        c,
        at,
        type,
        String.join("; ", c.refused),
        facts,
        () -> {
          run.cases.save(c, at); // the rows below refer to it
          if (known == null) {
            chronicle(c, at);
          }
          int added = run.places.add(line.finding(), at);
          if (known != null && added > 0 && run.effect(c, EffectKind.TASK_OPEN) != null) {
            run.outbox.planNext(c.fingerprint, EffectKind.TASK_COMMENT, "places", at);
          }
          if (!ended) {
            plan(c, line, at);
          }
        });
  }

  private Case begin(PlanLine line, Instant at) {
    var c = new Case(kept(line), at);
    c.state = RemediationState.ATTRIBUTED;
    c.postedAt = posted(line.finding());
    var record = line.attribution().key();
    if (record != null) {
      c.keyId = record.keyId();
      c.tenant = record.tenant();
    }
    return c;
  }

  private void takeUp(Case c, PlanLine line) {
    c.line = kept(line);
    var record = line.attribution().key();
    if (record != null) {
      c.keyId = c.keyId == null ? record.keyId() : c.keyId;
      c.tenant = c.tenant == null ? record.tenant() : c.tenant;
    }
    var seen = line.finding().audience();
    c.audience = seen.compareTo(c.audience) < 0 ? seen : c.audience;
    c.postedAt = earlier(c.postedAt, posted(line.finding()));
    // A key that is seen again and again must not have its deadline moved on and on.
    c.deadline = earlier(c.deadline, line.decision().deadline());
  }

  /** The line with few of its places: the table of places has them all. */
  private static PlanLine kept(PlanLine line) {
    var f = line.finding();
    var few =
        new Finding(
            f.fingerprint(),
            f.ruleId(),
            f.ruleName(),
            f.issuer(),
            f.severity(),
            f.shown(),
            f.redacted(),
            f.keyId(),
            f.scope(),
            f.publishable(),
            f.matches().stream().limit(1).toList(),
            f.suppression(),
            f.doubt());
    return new PlanLine(few, line.attribution(), line.decision());
  }

  private static @Nullable Instant posted(Finding finding) {
    return finding.matches().stream()
        .map(m -> m.where().at())
        .filter(Objects::nonNull)
        .min(java.util.Comparator.naturalOrder())
        .orElse(null);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private void watch(Case c, Instant at) {
    if (c.nextLookAt != null || !Guard.mayLook(c.line)) {
      return;
    }
    c.lookFrom = at;
    c.nextLookAt = c.validity == Validity.DEAD ? at : at.plus(FIRST_WATCH);
  }

  private void chronicle(Case c, Instant at) {
    var finding = c.line.finding();
    var attribution = c.line.attribution();
    var record = attribution.key();
    String fingerprint = c.fingerprint.hex();
    run.room
        .evidence()
        .append(
            at,
            "found",
            fingerprint,
            java.util.Map.of(
                "rule", finding.ruleId(),
                "kid", c.fingerprint.kid(),
                "shown", WireName.of(finding.shown()),
                "audience", WireName.of(c.audience),
                "posted_at", c.postedAt == null ? "" : c.postedAt.toString()));
    run.room
        .evidence()
        .append(
            at,
            "attributed",
            fingerprint,
            java.util.Map.of(
                "status", WireName.of(attribution.status()),
                "by", attribution.by() == null ? "" : WireName.of(attribution.by()),
                "record", record == null ? "" : record.id(),
                "issuer", c.line.issuer(),
                "validity", WireName.of(attribution.validity())));
  }

  private void plan(Case c, PlanLine line, Instant at) {
    if (Guard.mayLook(line)) {
      run.keys.keep(c.fingerprint, run.keyring, at);
    }
    c.ending.forEach(kind -> run.outbox.revive(c.fingerprint, kind, at));
    if (run.room.tracker() != null && wantsTask(line)) {
      run.outbox.plan(c.fingerprint, EffectKind.TASK_OPEN, "", at);
    }
    if (run.room.notifier() != null) {
      var told = new ArrayList<>(recipients.of(line));
      told.forEach(person -> run.outbox.plan(c.fingerprint, EffectKind.NOTIFY, person, at));
    }
  }

  /** Every finding that is ours gets a task, and all that policy wants one for. */
  static boolean wantsTask(PlanLine line) {
    var actions = line.decision().actions();
    return actions.contains(Action.TASK)
        || actions.contains(Action.APPROVAL)
        || line.attribution().isOurs();
  }
}
