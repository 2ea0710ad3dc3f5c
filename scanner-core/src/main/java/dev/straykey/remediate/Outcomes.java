package dev.straykey.remediate;

import dev.straykey.model.Action;
import dev.straykey.model.Outcome;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.RemediationState;
import dev.straykey.model.WireName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says how each action of a key went, from what the store knows at the end of a run. */
final class Outcomes {
  private final Run run;

  Outcomes(Run run) {
    this.run = run;
  }

  /**
   * @param endedBefore whether the key was dead before this run began
   */
  Applied of(Case c, boolean endedBefore) {
    var at = run.now();
    var effects = run.effects(c);
    var actions = new LinkedHashSet<>(c.line.decision().actions());
    if (Intake.wantsTask(c.line) && run.room.tracker() != null) {
      actions.add(Action.TASK);
    }
    var outcomes = new ArrayList<Outcome>();
    for (var action : actions) {
      outcomes.add(
          switch (action) {
            case REVOKE -> ending(c, effects, action, EffectKind.REVOKE, endedBefore, at);
            case DISABLE -> ending(c, effects, action, EffectKind.DISABLE, endedBefore, at);
            case TASK -> task(c, effects, at);
            case NOTIFY -> told(c, effects, action, at);
            case APPROVAL -> approval(c, at);
          });
    }
    return new Applied(c.fingerprint, outcomes, c.timeline(), c.validity);
  }

  private Outcome ending(
      Case c,
      List<Effect> effects,
      Action action,
      EffectKind kind,
      boolean endedBefore,
      Instant at) {
    var effect = effects.stream().filter(e -> e.kind() == kind).findFirst().orElse(null);
    if (c.ended()) {
      return dead(c, action, effect, endedBefore, at);
    }
    if (effect != null && effect.done()) {
      String said =
          "%s accepted at %s, not yet proved dead"
              .formatted(WireName.of(kind), effect.doneAt() == null ? at : effect.doneAt());
      String yet =
          switch (c.state) {
            case STILL_ALIVE -> "; the issuer still accepts the key";
            case UNDETERMINED -> "; the issuer gives no answer that settles it";
            default -> "";
          };
      var waits =
          c.state == RemediationState.UNDETERMINED
              ? OutcomeState.UNDETERMINED
              : OutcomeState.PENDING;
      var state = c.overdue(at) ? OutcomeState.FAILED : waits;
      return new Outcome(action, state, said + yet + next(c), at, null);
    }
    if (effect != null && effect.state() == Effect.State.FAILED) {
      return new Outcome(action, OutcomeState.FAILED, effect.detail() + next(c), at, null);
    }
    if (!c.ending.contains(kind)) {
      boolean waits = c.refused.isEmpty() || onlyWaits(c);
      var state =
          c.overdue(at) ? OutcomeState.FAILED : waits ? OutcomeState.PENDING : OutcomeState.REFUSED;
      return new Outcome(action, state, String.join("; ", c.refused), at, null);
    }
    return new Outcome(
        action,
        c.overdue(at) ? OutcomeState.FAILED : OutcomeState.UNDETERMINED,
        (c.note.isEmpty() ? "not yet sent" : c.note)
            + (run.desk.tripped(c)
                ? "; its issuer gave three unexpected answers and is left alone for this run"
                : "")
            + next(c),
        at,
        null);
  }

  /** Nothing was held back; people were asked and have not answered yet. */
  private static boolean onlyWaits(Case c) {
    return c.refused.stream().allMatch(why -> why.startsWith("waits for "))
        && c.line.decision().actions().contains(Action.APPROVAL);
  }

  private Outcome dead(
      Case c, Action action, @Nullable Effect effect, boolean endedBefore, Instant at) {
    boolean sentByUs = effect != null && effect.done();
    if (!sentByUs) {
      String why = c.note.isEmpty() ? "already dead when looked at" : c.note;
      return new Outcome(
          action, OutcomeState.ALREADY_DONE, why + "; dead as of " + c.deadAt, at, null);
    }
    var window = c.timeline().residualWindow();
    String detail =
        "proved dead as of %s%s"
            .formatted(
                c.deadAt,
                window == null
                    ? ""
                    : String.format(
                        Locale.ROOT, ", %.1f s after it was accepted", window.toMillis() / 1000.0));
    return new Outcome(
        action, endedBefore ? OutcomeState.ALREADY_DONE : OutcomeState.DONE, detail, at, null);
  }

  private static String next(Case c) {
    return c.nextLookAt == null ? "" : "; looked at again at " + c.nextLookAt;
  }

  private Outcome task(Case c, List<Effect> effects, Instant at) {
    if (run.room.tracker() == null) {
      return new Outcome(Action.TASK, OutcomeState.REFUSED, "no tracker is configured", at, null);
    }
    var opened =
        effects.stream().filter(e -> e.kind() == EffectKind.TASK_OPEN).findFirst().orElse(null);
    if (opened == null) {
      return new Outcome(
          Action.TASK, OutcomeState.ALREADY_DONE, "there was nothing to do", at, null);
    }
    var outcome = went(Action.TASK, List.of(opened), at);
    boolean late = c.overdue(at) && c.line.decision().actions().stream().noneMatch(Outcomes::ends);
    return late
        ? new Outcome(
            Action.TASK,
            OutcomeState.FAILED,
            "the deadline has passed and the key is not proved dead",
            at,
            opened.reference())
        : outcome;
  }

  private static boolean ends(Action action) {
    return action == Action.REVOKE || action == Action.DISABLE;
  }

  private Outcome told(Case c, List<Effect> effects, Action action, Instant at) {
    if (run.room.notifier() == null) {
      return new Outcome(action, OutcomeState.REFUSED, "no notifier is configured", at, null);
    }
    var messages = effects.stream().filter(e -> e.kind() == EffectKind.NOTIFY).toList();
    if (messages.isEmpty()) {
      return c.ended()
          ? new Outcome(action, OutcomeState.ALREADY_DONE, "there was nothing to tell", at, null)
          : new Outcome(action, OutcomeState.FAILED, "nobody can be reached", at, null);
    }
    return went(action, messages, at);
  }

  private Outcome went(Action action, List<Effect> effects, Instant at) {
    var worst =
        effects.stream().max(java.util.Comparator.comparingInt(Outcomes::badness)).orElseThrow();
    var done = effects.stream().filter(Effect::done).toList();
    String reference = done.isEmpty() ? null : done.get(0).reference();
    return switch (worst.state()) {
      case DONE, DROPPED -> {
        boolean now = effects.stream().anyMatch(e -> run.doneNow.contains(e.id()));
        yield new Outcome(
            action, now ? OutcomeState.DONE : OutcomeState.ALREADY_DONE, "", at, reference);
      }
      case FAILED -> new Outcome(action, OutcomeState.FAILED, worst.detail(), at, reference);
      case UNKNOWN, SENDING ->
          new Outcome(action, OutcomeState.UNDETERMINED, worst.detail(), at, reference);
      case PLANNED -> new Outcome(action, OutcomeState.PENDING, "not yet sent", at, reference);
    };
  }

  private static int badness(Effect effect) {
    return switch (effect.state()) {
      case DONE, DROPPED -> 0;
      case PLANNED -> 1;
      case UNKNOWN, SENDING -> 2;
      case FAILED -> 3;
    };
  }

  private static Outcome approval(Case c, Instant at) {
    var decision = c.line.decision();
    if (c.ended()) {
      return new Outcome(Action.APPROVAL, OutcomeState.ALREADY_DONE, "the key is dead", at, null);
    }
    if (!c.ending.isEmpty()) {
      return new Outcome(Action.APPROVAL, OutcomeState.DONE, "approved", at, null);
    }
    var approvers = Recipients.approvers(c.line);
    return new Outcome(
        Action.APPROVAL,
        c.overdue(at) ? OutcomeState.FAILED : OutcomeState.PENDING,
        approvers.isEmpty()
            ? "nobody is named who may approve"
            : "%d of %s must approve"
                .formatted(Math.max(1, decision.approvalsNeeded()), String.join(", ", approvers)),
        at,
        null);
  }
}
