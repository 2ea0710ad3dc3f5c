package dev.straykey.remediate;

import dev.straykey.model.Audience;
import dev.straykey.model.Validity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fires deadlines: who has not acted in time is passed over for the next person, who is given as
 * long again. When nobody is left, a key that anyone can read and that is alive is revoked, where
 * policy says so; every other one goes on waiting.
 */
final class Deadlines {
  private final Run run;
  private final Recipients recipients;
  private final UnaryOperator<List<PlanLine>> limits;

  /**
   * @param limits given what would be revoked without an answer, returns the same lines in their
   *     order, held where that is too much at once
   */
  Deadlines(Run run, UnaryOperator<List<PlanLine>> limits) {
    this.run = run;
    this.recipients = new Recipients(run.room);
    this.limits = limits;
  }

  void fire(List<Case> cases, Instant at) {
    var unanswered = new ArrayList<Case>();
    for (var c : cases) {
      if (!due(c, at)) {
        continue;
      }
      String next = next(c);
      if (next == null && endsUnanswered(c)) {
        unanswered.add(c);
      } else if (next != null || c.escalations == 0) {
        pass(c, next, at);
      } else {
        c.escalations = Case.ALL_TOLD;
        run.cases.save(c, at);
      }
    }
    end(unanswered, at);
  }

  /**
   * The first deadline is the decision's; each that follows gives the next person as long again.
   */
  private static boolean due(Case c, Instant at) {
    return c.overdue(at)
        && c.deadline != null
        && c.escalations != Case.ALL_TOLD
        && !at.isBefore(c.deadline.plus(c.audience.patience().multipliedBy(c.escalations)));
  }

  private @Nullable String next(Case c) {
    var told =
        run.effects(c).stream()
            .filter(e -> e.kind() == EffectKind.NOTIFY)
            .map(Effect::subject)
            .toList();
    return run.room.notifier() == null ? null : recipients.next(c.line, told);
  }

  private static boolean endsUnanswered(Case c) {
    return c.line.decision().endsUnanswered()
        && c.ending.isEmpty()
        && c.audience == Audience.PUBLIC
        && c.validity == Validity.ACTIVE
        && Guard.withoutAPerson(unanswered(c.line)).isEmpty();
  }

  private static PlanLine unanswered(PlanLine line) {
    return new PlanLine(line.finding(), line.attribution(), line.decision().unanswered());
  }

  private void pass(Case c, @Nullable String next, Instant at) {
    c.escalations++;
    run.step(
        c,
        at,
        "deadline-passed",
        next == null ? "" : "told " + next,
        Run.facts().with("deadline", c.deadline).with("told", next),
        () -> {
          if (run.effect(c, EffectKind.TASK_OPEN) != null) {
            run.outbox.planNext(c.fingerprint, EffectKind.TASK_COMMENT, "deadline", at);
          }
          if (next != null) {
            run.outbox.plan(c.fingerprint, EffectKind.NOTIFY, next, at);
          }
        });
  }

  private void end(List<Case> cases, Instant at) {
    List<PlanLine> lines = limits.apply(cases.stream().map(c -> unanswered(c.line)).toList());
    Map<String, PlanLine> judged = new HashMap<>();
    lines.forEach(line -> judged.put(line.fingerprint().hex(), line));
    for (var c : cases) {
      PlanLine line = judged.get(c.fingerprint.hex());
      if (line != null && line.decision().endsTheKeyNow()) {
        end(c, at);
      } else {
        hold(c, line == null ? List.of() : line.decision().held(), at);
      }
    }
  }

  private void end(Case c, Instant at) {
    c.escalations = Case.ALL_TOLD;
    c.ending.add(EffectKind.REVOKE);
    c.refused = List.of();
    c.lookFrom = at;
    c.nextLookAt = at;
    run.step(
        c,
        at,
        "unanswered",
        "nobody answered and anyone can read it: it is revoked",
        Run.facts().with("policy", c.line.decision().policy()).with("deadline", c.deadline),
        () -> {
          run.outbox.revive(c.fingerprint, EffectKind.REVOKE, at);
          if (run.effect(c, EffectKind.TASK_OPEN) != null) {
            run.outbox.planNext(c.fingerprint, EffectKind.TASK_COMMENT, "unanswered", at);
          }
        });
  }

  private void hold(Case c, List<String> why, Instant at) {
    c.escalations++; // asked again when as long again has passed
    c.refused = why;
    run.step(
        c, at, "unanswered-held", String.join("; ", why), Run.facts().with("why", why), () -> {});
  }
}
