package dev.straykey.report;

import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Outcome;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.OwnerType;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.RunResult;
import dev.straykey.model.Suppression;
import dev.straykey.model.Timeline;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is known of a finding, in sentences for people: all foreign text in it is made inert. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** Returns whose the key is and how that is known. */
  static String whose(Attribution known) {
    var said = new StringBuilder(verdict(known));
    if (!known.fresh() && !known.candidates().isEmpty()) {
      said.append("; the inventory is stale, so nothing is acted on");
    }
    if (!known.note().isEmpty()) {
      said.append("; ").append(Printable.of(known.note()));
    }
    return said.toString();
  }

  private static String verdict(Attribution known) {
    return switch (known.status()) {
      case OURS -> "yours: " + key(known) + ", " + owned(known) + " – " + by(known);
      case NOT_OURS -> "not yours: the inventory was asked and does not know it";
      case NOT_CHECKED -> "not checked: no inventory given – I can say what, not whose";
      case AMBIGUOUS ->
          "ambiguous: %s records fit (%s), a person must say which – %s"
              .formatted(
                  known.candidates().size(),
                  String.join(", ", known.candidates().stream().map(Printable::of).toList()),
                  by(known));
    };
  }

  private static String key(Attribution known) {
    var key = known.key();
    if (key == null) {
      return "no single record of the inventory";
    }
    String id = Printable.of(key.id());
    String name = Printable.of(key.name());
    return (name.isEmpty() ? id : "“%s” (%s)".formatted(name, id))
        + (key.environment() == null ? "" : ", " + Printable.of(key.environment()));
  }

  private static String owned(Attribution known) {
    String kind = scope(known.scope());
    return known.owner() == null ? kind + " that nobody answers for" : kind + " of " + owner(known);
  }

  private static String scope(KeyScope scope) {
    return switch (scope) {
      case USER -> "personal key";
      case ORGANISATION -> "organisation key";
      case WORKLOAD -> "workload key";
      case UNKNOWN -> "key of unknown scope";
    };
  }

  /** Returns the owner, and whether a person is still there; empty when there is none. */
  static String owner(Attribution known) {
    var owner = known.owner();
    if (owner == null) {
      return "";
    }
    String id = Printable.of(owner.id());
    var person = known.person();
    if (person == null || owner.type() != OwnerType.PERSON) {
      return (owner.type() == OwnerType.PERSON ? "" : WireName.of(owner.type()) + " ") + id;
    }
    String name = "%s (%s)".formatted(Printable.of(person.name()), id);
    if (person.status() == PersonStatus.ACTIVE) {
      return name;
    }
    if (person.status() == PersonStatus.DISABLED) {
      return name + ", whose account is disabled";
    }
    var left = person.leftAt();
    return name + (left == null ? ", who left" : ", who left on " + DAY.format(left));
  }

  private static String by(Attribution known) {
    var by = known.by();
    if (by == null) {
      return "nobody said how that is known";
    }
    return switch (by) {
      case FINGERPRINT -> "by fingerprint, exact";
      case INTROSPECTION -> "its issuer says so";
      case KEY_ID -> "by its public id, which anyone can post";
      case REDACTED -> "its first and last characters fit: a candidate, no proof";
    };
  }

  /** Returns whether the key still works. */
  static String life(Validity validity) {
    return switch (validity) {
      case ACTIVE -> "alive: its issuer accepts it";
      case DEAD -> "dead: its issuer refuses it";
      case UNDETERMINED -> "not known: treat it as alive";
    };
  }

  /** Returns what policy says is to be done, else what is always right, each in words. */
  static List<String> whatNow(RunResult.Result result) {
    var said = new ArrayList<String>();
    if (result.decision() != null) {
      said.addAll(decision(result.decision()));
    } else {
      said.add(
          result.attribution().validity() == Validity.DEAD
              ? "nothing to end; remove it from the text"
              : "end it at its issuer, then remove it from the text");
    }
    if (isToEndByHand(result)) {
      said.add("a person ends such keys at " + result.console());
    }
    return said;
  }

  private static boolean isToEndByHand(RunResult.Result result) {
    var decision = result.decision();
    return result.console() != null
        && result.counts()
        && result.finding().doubt() == null
        && result.attribution().validity() != Validity.DEAD
        && (decision == null || !decision.endsTheKeyNow());
  }

  private static List<String> decision(Decision decision) {
    var said = new ArrayList<String>();
    String actions =
        decision.actions().isEmpty()
            ? "Straykey does nothing"
            : String.join(", ", decision.actions().stream().map(Words::action).toList());
    var deadline = decision.deadline();
    said.add(
        actions
            + (deadline == null ? "" : " by " + time(deadline))
            + (decision.endsTheKeyNow() ? ", without waiting for a person" : "")
            + " – policy “%s”".formatted(Printable.of(decision.policy()))
            + (decision.reason().isEmpty() ? "" : ": " + Printable.of(decision.reason())));
    for (String why : decision.held()) {
      said.add("held for a person: " + Printable.of(why));
    }
    if (decision.endsUnanswered()) {
      said.add("revoked if nobody answers, everybody was told and it is alive then");
    }
    if (decision.approvalsNeeded() > 0 || !decision.approvers().isEmpty()) {
      said.add(
          "needs %s of: %s"
              .formatted(
                  many(decision.approvalsNeeded(), "approval"),
                  decision.approvers().isEmpty()
                      ? "nobody is named"
                      : String.join(
                          ", ", decision.approvers().stream().map(Printable::of).toList())));
    }
    return said;
  }

  private static String action(Action action) {
    return switch (action) {
      case REVOKE -> "revoke it";
      case DISABLE -> "switch it off, reversibly";
      case TASK -> "open a task";
      case NOTIFY -> "tell the owner";
      case APPROVAL -> "ask for approval";
    };
  }

  /** Returns how an action went. */
  static String outcome(Outcome outcome) {
    String how =
        switch (outcome.state()) {
          case DONE -> "done";
          case ALREADY_DONE -> "had been done before";
          case PENDING -> "pending";
          case REFUSED -> "refused";
          case FAILED -> "FAILED";
          case UNDETERMINED -> "undetermined";
        };
    var reference = outcome.reference();
    return "%s: %s, %s%s%s"
        .formatted(
            WireName.of(outcome.action()),
            how,
            time(outcome.at()),
            outcome.detail().isEmpty() ? "" : " – " + Printable.of(outcome.detail()),
            reference == null ? "" : " [" + Printable.of(reference) + "]");
  }

  /** Returns true when an outcome is one that a reader must not overlook. */
  static boolean isBad(Outcome outcome) {
    return outcome.state() == OutcomeState.FAILED || outcome.state() == OutcomeState.REFUSED;
  }

  /** Returns how long the key was out, as far as it is known, each in words. */
  static List<String> timeline(Timeline timeline) {
    var said = new ArrayList<String>();
    said.add("stands at: " + WireName.of(timeline.state()).replace('-', ' '));
    var lag = timeline.detectionLag();
    if (lag != null) {
      said.add("seen %s after it was posted (detection lag)".formatted(span(lag)));
    }
    var window = timeline.residualWindow();
    if (window != null) {
      said.add("dead %s after it was revoked (residual exposure window)".formatted(span(window)));
    } else if (timeline.revokedAt() != null) {
      said.add("revoked %s, not yet proved dead".formatted(time(timeline.revokedAt())));
    }
    return said;
  }

  /**
   * Returns why it may be no issued key, in brackets behind a space; nothing when nothing says so.
   */
  static String doubt(Finding finding) {
    return finding.doubt() == null ? "" : " (doubtful: %s)".formatted(finding.doubt().words());
  }

  /** Returns the sentence that an accepted finding stands under, or why it counts in spite. */
  static String suppression(RunResult.Result result) {
    var said = result.finding().suppression();
    if (said == null) {
      return result.finding().publishable() ? "meant to be public by its issuer" : "";
    }
    String by = "accepted by %s: %s".formatted(by(said), Printable.of(said.reason()));
    return said.honoured()
        ? by
        : "SUPPRESSION REFUSED: it is a key of the inventory and not proven dead, so it counts"
            + " (it was "
            + by
            + ")";
  }

  /** Returns who said that a finding does not count. */
  static String by(Suppression said) {
    return switch (said.by()) {
      case "inline" -> "a mark on its line";
      case "baseline" -> "the baseline";
      default -> Printable.of(said.by());
    };
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  /** Returns a length of time in its two largest units, such as {@code 3 d 4 h}. */
  static String span(Duration time) {
    if (time.isNegative()) {
      return "−"
          + span(time.equals(Duration.ofSeconds(Long.MIN_VALUE)) ? Duration.ZERO : time.abs());
    }
    if (time.toDays() > 0) {
      return units(time.toDays(), " d", time.toHoursPart(), " h");
    }
    if (time.toHours() > 0) {
      return units(time.toHours(), " h", time.toMinutesPart(), " min");
    }
    return time.toMinutes() > 0
        ? units(time.toMinutes(), " min", time.toSecondsPart(), " s")
        : time.toSeconds() + " s";
  }

  private static String units(long large, String unit, int small, String smallUnit) {
    return large + unit + (small == 0 ? "" : " " + small + smallUnit);
  }

  /** Returns a count and its word, such as {@code 1,382 messages}. */
  static String many(long count, String word) {
    return number(count) + " " + word + (count == 1 ? "" : "s");
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
