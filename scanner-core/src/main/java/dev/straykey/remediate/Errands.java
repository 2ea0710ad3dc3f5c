package dev.straykey.remediate;

import dev.straykey.model.Person;
import dev.straykey.model.ScannerException;
import dev.straykey.model.WireName;
import dev.straykey.notifier.Notifier;
import dev.straykey.notifier.Notifier.Recipient;
import dev.straykey.notifier.NotifierException;
import dev.straykey.tracker.Tracker;
import dev.straykey.tracker.TrackerException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries tasks and messages out of the outbox: each once, however often a run is cut off. */
final class Errands {
  private static final Map<EffectKind, String> EVIDENCE =
      Map.of(
          EffectKind.TASK_OPEN, "task-opened",
          EffectKind.TASK_COMMENT, "task-commented",
          EffectKind.TASK_REOPEN, "task-reopened",
          EffectKind.TASK_CLOSE, "task-closed",
          EffectKind.NOTIFY, "notified",
          EffectKind.NOTIFY_UPDATE, "message-updated");
  private final Run run;
  private final Briefs briefs;
  private final Recipients recipients;

  Errands(Run run) {
    this.run = run;
    this.briefs = new Briefs(run);
    this.recipients = new Recipients(run.room);
  }

  static String label(Case c) {
    return "fp-" + c.fingerprint.brief();
  }

  /** Returns true when what the errand builds on is there. */
  boolean ready(Case c, Effect effect) {
    if (effect.kind().needsTask()) {
      return run.room.tracker() != null && run.task(c) != null;
    }
    if (effect.kind() == EffectKind.NOTIFY_UPDATE) {
      return run.room.notifier() != null && message(c, effect) != null;
    }
    return effect.kind() == EffectKind.TASK_OPEN
        ? run.room.tracker() != null
        : run.room.notifier() != null;
  }

  private @Nullable String message(Case c, Effect update) {
    String subject = update.subject().replaceFirst("#[0-9]+$", "");
    return run.effects(c).stream()
        .filter(e -> e.kind() == EffectKind.NOTIFY && e.subject().equals(subject) && e.done())
        .map(Effect::reference)
        .findFirst()
        .orElse(null);
  }

  void due(Case c, Effect effect) {
    if (effect.state() == Effect.State.UNKNOWN && !lost(c, effect)) {
      return;
    }
    run.outbox.sending(effect, run.now());
    Attempt attempt = attempt(() -> send(c, effect));
    var at = run.now();
    if (attempt.failure() == null) {
      done(c, effect, attempt.reference(), at);
    } else {
      failed(c, effect, attempt, at);
    }
  }

  /**
   * How a call went.
   *
   * @param failure null when it went well
   * @param unknown whether it may have taken effect all the same
   */
  private record Attempt(@Nullable String reference, @Nullable String failure, boolean unknown) {}

  private interface Errand {
    @Nullable String run();
  }

  private static Attempt attempt(Errand errand) {
    try {
      return new Attempt(errand.run(), null, false);
    } catch (TrackerException e) {
      return new Attempt(null, e.problem(), e.unknown());
    } catch (NotifierException e) {
      return new Attempt(null, e.problem(), e.unknown());
    } catch (ScannerException e) {
      return new Attempt(null, e.problem(), false);
    } catch (RuntimeException e) {
      // Not its message: whose it is and what it repeats is not known.
      return new Attempt(null, "it broke with " + e.getClass().getSimpleName(), true);
    }
  }

  private @Nullable String send(Case c, Effect effect) {
    return switch (effect.kind()) {
      case TASK_OPEN -> tracker().open(briefs.task(c), label(c), assignee(c), due(c));
      case TASK_COMMENT -> {
        tracker().comment(task(c), briefs.comment(c, effect.subject()));
        yield null;
      }
      case TASK_REOPEN -> {
        tracker().reopen(task(c), briefs.reopened(c));
        yield null;
      }
      case TASK_CLOSE -> {
        tracker().close(task(c), briefs.closed(c));
        yield null;
      }
      case NOTIFY ->
          notifier()
              .send(
                  recipient(c, effect),
                  briefs.message(c, person(c, effect.subject()), effect.subject()),
                  effect.token());
      case NOTIFY_UPDATE -> {
        String subject = effect.subject().replaceFirst("#[0-9]+$", "");
        notifier()
            .update(
                String.valueOf(message(c, effect)), briefs.message(c, person(c, subject), subject));
        yield null;
      }
      case DISABLE, REVOKE -> throw new IllegalStateException("keys are ended elsewhere");
    };
  }

  /**
   * Finds out what became of an errand whose end is not known. Returns true when it is certain, or
   * as certain as the other side's search can make it, that it must be sent.
   */
  private boolean lost(Case c, Effect effect) {
    if (effect.kind() != EffectKind.TASK_OPEN && effect.kind() != EffectKind.NOTIFY) {
      return true; // closing twice changes nothing, and an update twice reads the same
    }
    var found = new Found();
    Attempt attempt =
        attempt(
            () -> {
              found.reference =
                  effect.kind() == EffectKind.TASK_OPEN
                      ? tracker().find(label(c))
                      : notifier().find(recipient(c, effect), effect.token());
              return null;
            });
    var at = run.now();
    if (attempt.failure() != null) {
      run.outbox.notDone(
          effect, Effect.State.UNKNOWN, attempt.failure(), Schedule.retry(effect.attempts(), at));
      return false;
    }
    if (found.reference.isPresent()) {
      done(c, effect, found.reference.get(), at);
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

  private static final class Found {
    Optional<String> reference = Optional.empty();
  }

  private void done(Case c, Effect effect, @Nullable String reference, Instant at) {
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

  private Tracker tracker() {
    var tracker = run.room.tracker();
    if (tracker == null) {
      throw new IllegalStateException("no tracker");
    }
    return tracker;
  }

  private Notifier notifier() {
    var notifier = run.room.notifier();
    if (notifier == null) {
      throw new IllegalStateException("no notifier");
    }
    return notifier;
  }

  private String task(Case c) {
    return String.valueOf(run.task(c));
  }

  private @Nullable Person person(Case c, String subject) {
    return subject.equals(Recipients.LAST_RESORT) ? null : recipients.bySubject(c.line, subject);
  }

  private Recipient recipient(Case c, Effect effect) {
    var person = person(c, effect.subject());
    if (person != null) {
      return Recipient.of(person);
    }
    String channel = run.room.lastResort();
    if (effect.subject().equals(Recipients.LAST_RESORT) && channel != null) {
      return Recipient.of(channel);
    }
    throw new ScannerException(
        "SK-5030",
        "Nobody can be reached as '%s'".formatted(effect.subject()),
        "Add the person to the directory, or name 'last_resort' under 'notifier' in straykey.yaml");
  }

  private @Nullable String assignee(Case c) {
    var owner = recipients.owner(c.line);
    return owner == null ? null : owner.email();
  }

  private static @Nullable LocalDate due(Case c) {
    return c.deadline == null ? null : c.deadline.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
