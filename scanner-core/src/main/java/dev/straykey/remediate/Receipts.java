package dev.straykey.remediate;

import dev.straykey.model.WireName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts down how an errand ended: the outbox, the key's row and the evidence in one step. */
final class Receipts {
  private static final Map<EffectKind, String> EVIDENCE =
      Map.of(
          EffectKind.TASK_OPEN, "task-opened",
          EffectKind.TASK_COMMENT, "task-commented",
          EffectKind.TASK_REOPEN, "task-reopened",
          EffectKind.TASK_CLOSE, "task-closed",
          EffectKind.NOTIFY, "notified",
          EffectKind.NOTIFY_UPDATE, "message-updated");

  private final Run run;

  Receipts(Run run) {
    this.run = run;
  }

  void ended(Case c, Effect effect, Attempt attempt, Instant at) {
    if (attempt.failure() == null) {
      done(c, effect, attempt.reference(), at);
    } else {
      failed(c, effect, attempt, at);
    }
  }

  void done(Case c, Effect effect, @Nullable String reference, Instant at) {
    run.step(
        c,
        at,
        String.valueOf(EVIDENCE.get(effect.kind())),
        reference == null ? "" : reference,
        Run.facts()
            .with("reference", reference)
            .with("to", effect.kind() == EffectKind.NOTIFY ? effect.subject() : null),
        () -> run.outbox.done(effect, reference, "", at));
    run.doneNow.add(effect.id());
  }

  private void failed(Case c, Effect effect, Attempt attempt, Instant at) {
    String why = String.valueOf(attempt.failure());
    var next =
        attempt.unknown() && effect.attempts() == 0
            ? at.plus(Schedule.SEARCH_LAG)
            : Schedule.retry(effect.attempts() + 1, at);
    var state = attempt.unknown() ? Effect.State.UNKNOWN : Effect.State.FAILED;
    run.step(
        c,
        at,
        attempt.unknown() ? "unknown" : "failed",
        why,
        Run.facts().with("what", WireName.of(effect.kind())).with("why", why),
        () -> {
          run.outbox.notDone(effect, state, why, next);
          boolean toPerson =
              effect.kind() == EffectKind.NOTIFY
                  && !effect.subject().equals(Recipients.LAST_RESORT);
          if (toPerson && !attempt.unknown() && run.room.lastResort() != null) {
            run.outbox.plan(c.fingerprint, EffectKind.NOTIFY, Recipients.LAST_RESORT, at);
          }
        });
  }

  /**
   * Takes what was looked for and whose end was not known. Returns true when it must be sent: it is
   * not there, and the far side's search has had its time.
   */
  boolean lost(Case c, Effect effect, Attempt search, Instant at) {
    if (search.failure() != null) {
      run.outbox.notDone(
          effect, Effect.State.UNKNOWN, search.failure(), Schedule.retry(effect.attempts(), at));
      return false;
    }
    if (search.reference() != null) {
      done(c, effect, search.reference(), at);
      return false;
    }
    var sentAt = effect.sentAt() == null ? at : effect.sentAt();
    var certain = sentAt.plus(Schedule.SEARCH_LAG);
    if (at.isBefore(certain)) {
      run.outbox.notDone(effect, Effect.State.UNKNOWN, "it is looked for", certain);
      return false;
    }
    return true;
  }
}
