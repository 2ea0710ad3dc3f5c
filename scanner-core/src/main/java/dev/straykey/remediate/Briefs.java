package dev.straykey.remediate;

import dev.straykey.model.Audience;
import dev.straykey.model.Brief;
import dev.straykey.model.Brief.Section;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.Owner;
import dev.straykey.model.Person;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tasks and messages say. Keys are named, never shown; no link asks for a secret. */
final class Briefs {
  private static final int PLACES_OF_MANY = 3;

  private final Run run;

  Briefs(Run run) {
    this.run = run;
  }

  Brief task(Case c) {
    var tracker = run.room.tracker();
    var text = new Text();
    text.add("", summary(c));
    text.add("Which key", key(c));
    text.add("Where it stands", where(c, tracker == null ? Audience.PUBLIC : tracker.audience()));
    text.add("Who can read it", List.of(readers(c)));
    text.add("Who answers for it", owners(c));
    text.add("What was done", done(c));
    text.add("What may break", uses(c));
    text.add("What to do", toDo(c));
    text.add("By when", deadline(c));
    text.add("Evidence", evidence());
    return new Brief(title(c), text.sections);
  }

  private Brief message(Case c, @Nullable Person to, String subject) {
    var text = new Text();
    text.add("", summary(c));
    text.add("Why you", whyYou(c, to));
    text.add("Which key", key(c));
    text.add("Where it stands", where(c, readersOf(subject)));
    text.add("Who can read it", List.of(readers(c)));
    text.add("What was done", done(c));
    text.add("What may break", uses(c));
    text.add("What to do", toDo(c));
    text.add("By when", deadline(c));
    String task = run.task(c);
    text.add("Task", task == null ? List.of() : List.of(task));
    return new Brief(title(c), text.sections);
  }

  /**
   * What a person, or the channel of last resort, is told of keys at once.
   *
   * @param cases at least one
   */
  Brief letter(List<Case> cases, @Nullable Person to, String subject) {
    if (cases.size() == 1) {
      return message(cases.get(0), to, subject);
    }
    var text = new Text();
    text.add(
        "",
        List.of(
            "%d keys stand where they must not be; each is spoken of below, and what to do stands at the end."
                .formatted(cases.size())));
    var toDo = new LinkedHashMap<List<String>, List<Integer>>();
    int number = 0;
    for (Case c : cases) {
      number++;
      text.add("%d. %s (%s)".formatted(number, c.title(), c.line.issuer()), ofMany(c, to, subject));
      toDo.computeIfAbsent(toDo(c), lines -> new ArrayList<>()).add(number);
    }
    toDo.forEach(
        (lines, numbers) ->
            text.add(
                toDo.size() == 1
                    ? "What to do"
                    : "What to do about "
                        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                lines));
    return new Brief("%d leaked keys".formatted(cases.size()), text.sections);
  }

  /** One key of several: what differs from key to key, in few lines. */
  private List<String> ofMany(Case c, @Nullable Person to, String subject) {
    var lines = new ArrayList<>(summary(c));
    lines.addAll(whyYou(c, to));
    lines.add(
        "%s, looks like %s, fingerprint %s"
            .formatted(
                c.line.finding().ruleName(), c.line.finding().redacted(), c.fingerprint.brief()));
    var places = where(c, readersOf(subject));
    places.stream().limit(PLACES_OF_MANY).forEach(place -> lines.add("Stands in: " + place));
    if (places.size() > PLACES_OF_MANY) {
      lines.add("and at further places, which the task lists");
    }
    lines.add("Who can read it: " + readers(c));
    lines.addAll(done(c));
    lines.addAll(uses(c));
    deadline(c).forEach(when -> lines.add("By when: " + when));
    String task = run.task(c);
    if (task != null) {
      lines.add("Task: " + task);
    }
    return lines;
  }

  /** Who reads a channel is not known better than that it belongs to the organisation. */
  private static Audience readersOf(String subject) {
    return subject.equals(Recipients.LAST_RESORT) ? Audience.ORGANISATION : Audience.LOCAL;
  }

  Brief closed(Case c) {
    var text = new Text();
    text.add("", summary(c));
    text.add("What was done", done(c));
    text.add("Places that still hold it", where(c, Audience.LOCAL));
    text.add("Evidence", evidence());
    return new Brief("Proved dead: " + c.title(), text.sections);
  }

  Brief reopened(Case c) {
    var text = new Text();
    text.add("", List.of("The issuer accepts this key again, though it was proved dead before."));
    text.add("What to do", List.of("Revoke it at its issuer, and find out who brought it back."));
    text.add("Evidence", evidence());
    return new Brief("Alive again: " + c.title(), text.sections);
  }

  /**
   * @param subject what the comment is about, such as {@code still-alive}
   */
  Brief comment(Case c, String subject) {
    var tracker = run.room.tracker();
    var text = new Text();
    String what = subject.replaceFirst("#[0-9]+$", "");
    switch (what) {
      case "still-alive" ->
          text.add(
              "",
              List.of(
                  "The issuer accepted the revocation, yet still accepts the key. Look at the"
                      + " issuer's own console."));
      case "deadline" ->
          text.add("", List.of("The deadline has passed and the key is not proved dead."));
      case "unanswered" ->
          text.add(
              "",
              List.of(
                  "Everybody who answers for the key was told, nobody acted in time, and anyone can"
                      + " read it while it works: Straykey revokes it now."));
      case "off" -> text.add("", List.of("The key is switched off; it is not ended for good yet."));
      case "refused" ->
          text.add("", List.of("The issuer refused to end the key. A person has to do it."));
      default -> {
        text.add("", List.of("The key was seen at further places."));
        text.add(
            "Where it stands", where(c, tracker == null ? Audience.PUBLIC : tracker.audience()));
      }
    }
    text.add("What was done", done(c));
    text.add("Evidence", evidence());
    return new Brief(title(c), text.sections);
  }

  private static final class Text {
    private final List<Section> sections = new ArrayList<>();

    void add(String heading, List<String> lines) {
      if (!lines.isEmpty()) {
        sections.add(new Section(heading, lines));
      }
    }
  }

  private static String title(Case c) {
    return "Leaked key: %s (%s)".formatted(c.title(), c.line.issuer());
  }

  private static List<String> summary(Case c) {
    String state =
        switch (c.state) {
          case FOUND, ATTRIBUTED, APPROVED ->
              c.validity == Validity.ACTIVE
                  ? "It works: whoever reads it can use it."
                  : "Whether it works is not known.";
          case DISABLED -> "It was switched off.";
          case REVOKED, PENDING -> "It was revoked; the proof of its death is awaited.";
          case STILL_ALIVE -> "Its issuer still accepts it.";
          case UNDETERMINED -> "Its issuer gives no answer that settles whether it works.";
          case DEAD, CLOSED -> "It is proved dead.";
        };
    String whose = c.line.attribution().isOurs() ? "A key of ours" : "What may be a key of ours";
    return List.of(whose + " stands where it must not be. " + state);
  }

  private static List<String> key(Case c) {
    var lines = new ArrayList<String>();
    var finding = c.line.finding();
    var record = c.line.attribution().key();
    lines.add("Name: " + c.title());
    if (record != null) {
      lines.add("Record: " + record.id());
    } else if (!c.line.attribution().candidates().isEmpty()) {
      lines.add("May be one of: " + String.join(", ", c.line.attribution().candidates()));
    }
    lines.add("Kind: %s, issuer %s".formatted(finding.ruleName(), c.line.issuer()));
    lines.add("Looks like: " + finding.redacted());
    lines.add("Fingerprint: " + c.fingerprint.brief());
    lines.add("Scope: " + WireName.of(c.line.attribution().scope()));
    if (record != null && record.environment() != null) {
      lines.add("Environment: " + record.environment());
    }
    if (record != null && !record.permissions().isEmpty()) {
      lines.add("May: " + String.join(", ", record.permissions()));
    }
    return lines;
  }

  /** Places are left out where more people read the text than the leak, while the key may live. */
  private List<String> where(Case c, Audience readersOfText) {
    long count = run.places.count(c.fingerprint);
    if (!c.ended() && readersOfText.compareTo(c.audience) < 0) {
      return List.of(
          "%d places; not named here, since more people read this than them".formatted(count));
    }
    var lines = new ArrayList<>(run.places.listed(c.fingerprint));
    if (count > lines.size()) {
      lines.add("and %d more".formatted(count - lines.size()));
    }
    return lines;
  }

  private static String readers(Case c) {
    return switch (c.audience) {
      case PUBLIC -> "Anyone on the internet";
      case ORGANISATION -> "Everybody in the organisation";
      case RESTRICTED -> "The members of a private channel, project or repository";
      case LOCAL -> "Whoever uses the machine that it was found on";
    };
  }

  private static List<String> owners(Case c) {
    var lines = new ArrayList<String>();
    Owner owner = c.line.attribution().owner();
    Person person = c.line.attribution().person();
    if (person != null) {
      lines.add(
          person.name()
              + switch (person.status()) {
                case ACTIVE -> "";
                case LEAVER -> " (left)";
                case DISABLED -> " (account switched off)";
              });
    } else if (owner != null) {
      lines.add(WireName.of(owner.type()) + " " + owner.id());
    }
    var approvers = Recipients.approvers(c.line);
    if (!approvers.isEmpty()) {
      lines.add("May approve its revocation: " + String.join(", ", approvers));
    }
    return lines;
  }

  private static List<String> whyYou(Case c, @Nullable Person to) {
    var owner = c.line.attribution().person();
    if (to == null) {
      return List.of("Nobody who answers for this key could be reached.");
    }
    if (owner != null && owner.id().equals(to.id())) {
      return List.of("The key is yours.");
    }
    return List.of(
        owner == null
            ? "You answer for this key."
            : "%s, whose key it is, cannot be reached any more.".formatted(owner.name()));
  }

  private static List<String> done(Case c) {
    var lines = new ArrayList<String>();
    lines.add("Seen by Straykey at " + c.seenAt);
    var timeline = c.timeline();
    if (timeline.detectionLag() != null) {
      lines.add(
          "First posted at %s, seen %s later"
              .formatted(c.postedAt, words(timeline.detectionLag())));
    }
    if (c.revokedAt != null) {
      lines.add("Revoked at " + c.revokedAt);
    }
    if (c.deadAt != null) {
      lines.add("Proved dead as of " + c.deadAt);
    }
    if (timeline.residualWindow() != null) {
      lines.add("Outlived its revocation by " + words(timeline.residualWindow()));
    }
    c.refused.forEach(why -> lines.add("Not revoked by Straykey: " + why));
    if (!c.note.isEmpty()) {
      lines.add("Note: " + c.note);
    }
    return lines;
  }

  private static String words(@Nullable Duration duration) {
    if (duration == null) {
      return "";
    }
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
  }

  private static List<String> uses(Case c) {
    KeyRecord record = c.line.attribution().key();
    if (record == null) {
      return List.of();
    }
    var users =
        record.usedBy().stream()
            .map(u -> u.actor() + " " + u.id())
            .collect(Collectors.joining(", "));
    var lines = new ArrayList<String>();
    if (!users.isEmpty()) {
      lines.add("Used by " + users);
    }
    if (record.purpose() != null) {
      lines.add("Purpose: " + record.purpose());
    }
    if (record.lastUsedAt() != null) {
      lines.add("Last used at " + record.lastUsedAt());
    }
    return lines;
  }

  private static List<String> toDo(Case c) {
    return switch (c.state) {
      case REVOKED, PENDING, DISABLED, DEAD, CLOSED ->
          List.of(
              "Issue a new key where it is still needed, and put it into the secret store.",
              "Take the old one out of the places where it stands.",
              "Look at the issuer's log for what was done with it since it was posted.");
      case FOUND, ATTRIBUTED, APPROVED, STILL_ALIVE, UNDETERMINED ->
          List.of(
              "Issue a new key, move what uses the old one to it, and revoke the old one.",
              "Look at the issuer's log for what was done with it since it was posted.",
              "Say so in the task if the key is not yours or was rotated already.");
    };
  }

  private static List<String> deadline(Case c) {
    return c.deadline == null || c.ended() ? List.of() : List.of(c.deadline.toString());
  }

  private List<String> evidence() {
    String head = run.room.evidence().head();
    return head == null ? List.of() : List.of("Head of the chain: " + head);
  }
}
