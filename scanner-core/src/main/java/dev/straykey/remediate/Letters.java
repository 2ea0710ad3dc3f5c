package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.Person;
import dev.straykey.model.ScannerException;
import dev.straykey.notifier.Notifier;
import dev.straykey.notifier.Notifier.Recipient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages to people: what one of them is to be told of several keys at once is one message, a
 * letter, which is edited as each of its keys dies.
 *
 * <p>Which effects a letter carries is committed before it is sent, so that a run that takes over
 * looks for the whole letter and sends the same one again.
 */
final class Letters {
  /** More would not be read, and do not fit what Slack takes. */
  static final int MOST_KEYS = 10;

  private final Run run;
  private final Briefs briefs;
  private final Recipients recipients;
  private final Receipts receipts;

  Letters(Run run, Briefs briefs, Recipients recipients, Receipts receipts) {
    this.run = run;
    this.briefs = briefs;
    this.recipients = recipients;
    this.receipts = receipts;
  }

  /** What a letter says of one key. */
  private record Enclosure(Case of, Effect effect) {}

  boolean ready(Case c, Effect effect) {
    return run.room.notifier() != null
        && (effect.kind() == EffectKind.NOTIFY || told(c, subject(effect)) != null);
  }

  /** Sends the letter that {@code effect} is part of; returns the keys that it speaks of. */
  Set<Fingerprint> send(Case c, Effect effect) {
    var letter = letter(c, effect);
    if (letter.stream().anyMatch(e -> e.effect().state() == Effect.State.UNKNOWN)) {
      Attempt search =
          Attempt.at(() -> notifier().find(recipient(c, effect), effect.sentAs()).orElse(null));
      var at = run.now();
      boolean lost = true;
      for (var enclosure : letter) {
        lost &= receipts.lost(enclosure.of(), enclosure.effect(), search, at);
      }
      if (!lost) {
        return keys(letter);
      }
    }
    boolean alone = letter.size() == 1 && effect.letter() == null;
    run.outbox.sending(effects(letter), alone ? null : effect.sentAs(), run.now());
    String subject = effect.subject();
    Attempt attempt =
        Attempt.at(
            () ->
                notifier()
                    .send(
                        recipient(c, effect),
                        briefs.letter(cases(letter), person(c, subject), subject),
                        effect.sentAs()));
    var at = run.now();
    letter.forEach(e -> receipts.ended(e.of(), e.effect(), attempt, at));
    return keys(letter);
  }

  /** Edits the letter that told of {@code c}; returns the keys of which it now says what is new. */
  Set<Fingerprint> update(Case c, Effect effect) {
    String subject = subject(effect);
    Effect told = told(c, subject);
    if (told == null) {
      throw new IllegalStateException("an update follows a message");
    }
    var letter = told.letter() == null ? List.of(told) : run.outbox.ofLetter(told.letter());
    var now = run.now();
    var about = new ArrayList<Case>();
    var updates = new ArrayList<Enclosure>();
    for (Effect one : letter) {
      if (one.kind() == EffectKind.NOTIFY && one.done()) {
        var of = one.fingerprint().equals(c.fingerprint.hex()) ? c : found(one);
        about.add(of);
        run.effects(of).stream()
            .filter(e -> e.id().equals(effect.id()) || waits(e, subject, now))
            .forEach(e -> updates.add(new Enclosure(of, e)));
      }
    }
    run.outbox.sending(effects(updates), null, now);
    Attempt attempt =
        Attempt.at(
            () -> {
              notifier()
                  .update(
                      String.valueOf(told.reference()),
                      briefs.letter(about, person(c, subject), subject));
              return null;
            });
    var at = run.now();
    updates.forEach(e -> receipts.ended(e.of(), e.effect(), attempt, at));
    return keys(updates);
  }

  private static boolean waits(Effect e, String subject, Instant now) {
    return e.kind() == EffectKind.NOTIFY_UPDATE
        && e.state() == Effect.State.PLANNED
        && subject(e).equals(subject)
        && e.nextAt() != null
        && !e.nextAt().isAfter(now);
  }

  private List<Enclosure> letter(Case c, Effect effect) {
    List<Effect> together = List.of(effect);
    if (effect.letter() != null) {
      together = run.outbox.ofLetter(effect.letter()).stream().filter(e -> !e.settled()).toList();
    } else if (effect.state() == Effect.State.PLANNED && effect.attempts() == 0) {
      var waiting = run.outbox.messagesWaiting(effect.subject(), run.now(), MOST_KEYS);
      together = waiting.stream().anyMatch(e -> e.id().equals(effect.id())) ? waiting : together;
    }
    return together.stream()
        .map(e -> new Enclosure(e.id().equals(effect.id()) ? c : found(e), e))
        .toList();
  }

  private Case found(Effect effect) {
    var c = run.cases.find(effect.fingerprint());
    if (c == null) {
      throw new IllegalStateException("an effect is always of a key");
    }
    return c;
  }

  private @Nullable Effect told(Case c, String subject) {
    return run.effects(c).stream()
        .filter(e -> e.kind() == EffectKind.NOTIFY && e.subject().equals(subject) && e.done())
        .findFirst()
        .orElse(null);
  }

  /** Returns whom it is for, without the number of a later one. */
  private static String subject(Effect effect) {
    return effect.subject().replaceFirst("#[0-9]+$", "");
  }

  private static List<Effect> effects(List<Enclosure> letter) {
    return letter.stream().map(Enclosure::effect).toList();
  }

  private static List<Case> cases(List<Enclosure> letter) {
    return letter.stream().map(Enclosure::of).toList();
  }

  private static Set<Fingerprint> keys(List<Enclosure> letter) {
    var keys = new LinkedHashSet<Fingerprint>();
    letter.forEach(e -> keys.add(e.of().fingerprint));
    return keys;
  }

  private Notifier notifier() {
    var notifier = run.room.notifier();
    if (notifier == null) {
      throw new IllegalStateException("no notifier");
    }
    return notifier;
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
}
