package dev.straykey.remediate;

import java.time.Instant;
import java.util.List;

/** Fires deadlines: who has not acted in time is passed over for the next person. */
final class Deadlines {
  private final Run run;
  private final Recipients recipients;

  Deadlines(Run run) {
    this.run = run;
    this.recipients = new Recipients(run.room);
  }

  void fire(List<Case> cases, Instant at) {
    for (var c : cases) {
      if (c.overdue(at) && !c.escalated) {
        escalate(c, at);
      }
    }
  }

  private void escalate(Case c, Instant at) {
    var told =
        run.effects(c).stream()
            .filter(e -> e.kind() == EffectKind.NOTIFY)
            .map(Effect::subject)
            .toList();
    String next = run.room.notifier() == null ? null : recipients.next(c.line, told);
    c.escalated = true;
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
}
