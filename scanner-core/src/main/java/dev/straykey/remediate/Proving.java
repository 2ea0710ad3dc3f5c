package dev.straykey.remediate;

import dev.straykey.model.RemediationState;
import dev.straykey.model.Validity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a key is dead. “Accepted” is not “dead”: only the issuer's own refusal of the key,
 * twice in a row, is; and it is looked at again after a day and a month.
 */
final class Proving {
  private static final Duration LOOKED_LONG_ENOUGH = Duration.ofDays(60);
  private final Run run;

  Proving(Run run) {
    this.run = run;
  }

  /** Takes what was seen of a key that was revoked, or that a person is to end. */
  void looked(Case c, Situation situation, IssuerDesk.Look look, Instant at) {
    boolean revoked = situation == Situation.AFTER;
    if (look.validity() == Validity.DEAD) {
      String note = revoked ? "" : "it was ended by somebody else";
      dead(c, look, at, note, () -> {});
      return;
    }
    if (!look.possible()) {
      c.nextLookAt = null;
      if (revoked) {
        c.state = RemediationState.UNDETERMINED;
        c.note = "its death cannot be proved: " + look.how();
      }
      record(c, "probe-impossible", look, at, () -> {});
      return;
    }
    c.nextLookAt = revoked ? Schedule.untilDead(c.lookFrom, at) : Schedule.watch(c.lookFrom, at);
    if (look.validity() == Validity.UNDETERMINED) {
      c.state = revoked ? RemediationState.UNDETERMINED : c.state;
      record(c, "probe-undetermined", look, at, () -> {});
      return;
    }
    boolean newlyLate = revoked && c.state != RemediationState.STILL_ALIVE && isLate(c, at);
    if (revoked && c.state != RemediationState.STILL_ALIVE) {
      c.state = newlyLate ? RemediationState.STILL_ALIVE : RemediationState.PENDING;
    }
    record(
        c,
        newlyLate ? "still-alive" : "probe-alive",
        look,
        at,
        () -> {
          if (newlyLate) {
            comment(c, "still-alive", at);
          }
        });
  }

  private boolean isLate(Case c, Instant at) {
    var documented = run.desk.deadWithin(c);
    var wait =
        documented.compareTo(Schedule.UNDOCUMENTED_DELAY) > 0
            ? documented
            : Schedule.UNDOCUMENTED_DELAY;
    return !at.isBefore(c.lookFrom.plus(wait));
  }

  /**
   * Takes an answer “dead”; the second in a row proves it.
   *
   * @param note what else is to be said of how it died; empty for nothing
   * @param changes what is to be committed together with the proof
   */
  void dead(Case c, IssuerDesk.Look look, Instant at, String note, Runnable changes) {
    if (!c.proof.proved() || c.proof.firstDeadAt() == null) {
      var first = c.proof.firstDeadAt();
      c.nextLookAt = (first == null ? at : first).plus(Proof.APART);
      record(c, "probe-dead", look, at, () -> {});
      return;
    }
    c.deadAt = c.proof.firstDeadAt();
    c.validity = Validity.DEAD;
    c.note = note;
    c.lookFrom = c.deadAt;
    c.nextLookAt = Schedule.later(c.deadAt, at);
    boolean onlyOff = onlySwitchedOff(c);
    c.state = onlyOff ? RemediationState.DISABLED : RemediationState.DEAD;
    if (onlyOff && c.ending.contains(EffectKind.REVOKE)) {
      c.nextLookAt = at;
    }
    var timeline = c.timeline();
    run.step(
        c,
        at,
        onlyOff ? "off" : "dead",
        look.how(),
        Run.facts()
            .with("how", look.how())
            .with("dead_at", c.deadAt)
            .with("revoked_at", c.revokedAt)
            .with("seen_alive_at", c.aliveAt)
            .with("window_seconds", seconds(timeline.residualWindow()))
            .with("lag_seconds", seconds(timeline.detectionLag()))
            .with("note", note.isEmpty() ? null : note),
        () -> {
          changes.run();
          settle(c, onlyOff, at);
        });
  }

  static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }

  private boolean onlySwitchedOff(Case c) {
    var off = run.effect(c, EffectKind.DISABLE);
    var revoked = run.effect(c, EffectKind.REVOKE);
    return tookEffect(off) && !tookEffect(revoked);
  }

  /** What was sent and never answered took effect, now that the key is dead. */
  private static boolean tookEffect(@Nullable Effect effect) {
    return effect != null && (effect.done() || effect.state() == Effect.State.UNKNOWN);
  }

  /** What a death brings about: nothing more is sent to the issuer, and all who know are told. */
  private void settle(Case c, boolean onlyOff, Instant at) {
    var effects = run.effects(c);
    if (onlyOff) {
      comment(c, "off", at);
    } else {
      effects.stream()
          .filter(e -> e.kind().endsKey() && !e.settled())
          .forEach(
              e -> run.outbox.notDone(e, Effect.State.DROPPED, "the key was dead already", null));
      if (effects.stream().anyMatch(e -> e.kind() == EffectKind.TASK_OPEN)) {
        run.outbox.planNext(c.fingerprint, EffectKind.TASK_CLOSE, "", at);
      }
      if (run.desk.readable(c)) {
        run.keys.destroy(c.fingerprint); // from here on its id tells as much
      }
    }
    updateMessages(c, at);
  }

  private void updateMessages(Case c, Instant at) {
    run.effects(c).stream()
        .filter(e -> e.kind() == EffectKind.NOTIFY)
        .filter(e -> e.done() || e.state() == Effect.State.UNKNOWN)
        .forEach(
            e -> run.outbox.planNext(c.fingerprint, EffectKind.NOTIFY_UPDATE, e.subject(), at));
  }

  /** Plans a comment on the key's task, if it has one. */
  void comment(Case c, String subject, Instant at) {
    if (run.effect(c, EffectKind.TASK_OPEN) != null) {
      run.outbox.planNext(c.fingerprint, EffectKind.TASK_COMMENT, subject, at);
    }
  }

  /** Takes what was seen of a key a day or a month after it was proved dead. */
  void lookedLater(Case c, IssuerDesk.Look look, Instant at) {
    var deadAt = c.deadAt;
    if (deadAt == null) {
      throw new IllegalStateException("only what died is looked at later");
    }
    if (look.validity() == Validity.ACTIVE) {
      aliveAgain(c, look, at);
      return;
    }
    boolean answered = look.validity() == Validity.DEAD;
    boolean ask = look.possible() && at.isBefore(deadAt.plus(LOOKED_LONG_ENOUGH));
    c.nextLookAt = answered ? Schedule.later(deadAt, at) : ask ? at.plus(Duration.ofDays(1)) : null;
    c.validity = Validity.DEAD; // a missing answer does not wake it
    record(
        c,
        answered ? "look-dead" : look.possible() ? "look-undetermined" : "look-impossible",
        look,
        at,
        () -> {
          if (c.nextLookAt == null) {
            run.keys.destroy(c.fingerprint);
          }
        });
  }

  private void aliveAgain(Case c, IssuerDesk.Look look, Instant at) {
    c.state = RemediationState.STILL_ALIVE;
    c.deadAt = null;
    c.escalations = 0;
    c.note = "it was proved dead and works again";
    c.lookFrom = at;
    c.nextLookAt = Schedule.untilDead(at, at);
    if (run.effects(c).stream().noneMatch(e -> e.kind().endsKey() && e.done())) {
      c.ending.clear(); // what once allowed to end it is too old to act on
    }
    record(
        c,
        "alive-again",
        look,
        at,
        () -> {
          if (run.effect(c, EffectKind.TASK_OPEN) != null) {
            run.outbox.planNext(c.fingerprint, EffectKind.TASK_REOPEN, "", at);
          }
          updateMessages(c, at);
        });
  }

  void record(Case c, String type, IssuerDesk.Look look, Instant at, Runnable changes) {
    run.step(c, at, type, look.how(), Run.facts().with("how", look.how()), changes);
  }
}
