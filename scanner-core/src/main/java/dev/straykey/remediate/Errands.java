package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import dev.straykey.tracker.Tracker;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries tasks and messages out of the outbox: each once, however often a run is cut off. */
final class Errands {
  private final Run run;
  private final Briefs briefs;
  private final Recipients recipients;
  private final Receipts receipts;
  private final Letters letters;

  Errands(Run run) {
    this.run = run;
    this.briefs = new Briefs(run);
    this.recipients = new Recipients(run.room);
    this.receipts = new Receipts(run);
    this.letters = new Letters(run, briefs, recipients, receipts);
  }

  static String label(Case c) {
    return "fp-" + c.fingerprint.brief();
  }

  /** Returns true when what the errand builds on is there. */
  boolean ready(Case c, Effect effect) {
    return switch (effect.kind()) {
      case NOTIFY, NOTIFY_UPDATE -> letters.ready(c, effect);
      case TASK_OPEN -> run.room.tracker() != null;
      default -> run.room.tracker() != null && run.task(c) != null;
    };
  }

  /** Carries out what is due; returns the keys about which something has changed. */
  Set<Fingerprint> due(Case c, Effect effect) {
    switch (effect.kind()) {
      case NOTIFY -> {
        return letters.send(c, effect);
      }
      case NOTIFY_UPDATE -> {
        return letters.update(c, effect);
      }
      default -> task(c, effect);
    }
    return Set.of(c.fingerprint);
  }

  private void task(Case c, Effect effect) {
    // Closing twice changes nothing, and a comment twice reads the same; a task must not be
    // doubled.
    if (effect.state() == Effect.State.UNKNOWN && effect.kind() == EffectKind.TASK_OPEN) {
      Attempt search = Attempt.at(() -> tracker().find(label(c)).orElse(null));
      if (!receipts.lost(c, effect, search, run.now())) {
        return;
      }
    }
    run.outbox.sending(effect, run.now());
    Attempt attempt = Attempt.at(() -> send(c, effect));
    receipts.ended(c, effect, attempt, run.now());
  }

  private @Nullable String send(Case c, Effect effect) {
    switch (effect.kind()) {
      case TASK_OPEN -> {
        return tracker().open(briefs.task(c), label(c), assignee(c), due(c));
      }
      case TASK_COMMENT -> tracker().comment(key(c), briefs.comment(c, effect.subject()));
      case TASK_REOPEN -> tracker().reopen(key(c), briefs.reopened(c));
      case TASK_CLOSE -> tracker().close(key(c), briefs.closed(c));
      default -> throw new IllegalStateException("no task: " + effect.kind());
    }
    return null;
  }

  private Tracker tracker() {
    var tracker = run.room.tracker();
    if (tracker == null) {
      throw new IllegalStateException("no tracker");
    }
    return tracker;
  }

  private String key(Case c) {
    return String.valueOf(run.task(c));
  }

  private @Nullable String assignee(Case c) {
    var owner = recipients.owner(c.line);
    return owner == null ? null : owner.email();
  }

  private static @Nullable LocalDate due(Case c) {
    return c.deadline == null ? null : c.deadline.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
