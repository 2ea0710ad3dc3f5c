package dev.straykey.remediate;

import dev.straykey.model.Audience;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.Owner;
import dev.straykey.model.Person;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one key under each heading, a line each; none where there is nothing to say. Keys
 * are named, never shown.
 */
final class CaseLines {
  private final Run run;
  private final Case c;

  CaseLines(Run run, Case c) {
    this.run = run;
    this.c = c;
  }

  String title() {
    return "Leaked key: %s (%s)".formatted(c.title(), c.line.issuer());
  }

  List<String> summary() {
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

  List<String> key() {
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
  List<String> where(Audience readersOfText) {
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

  String readers() {
    return switch (c.audience) {
      case PUBLIC -> "Anyone on the internet";
      case ORGANISATION -> "Everybody in the organisation";
      case RESTRICTED -> "The members of a private channel, project or repository";
      case LOCAL -> "Whoever uses the machine that it was found on";
    };
  }

  List<String> owners() {
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

  List<String> whyYou(@Nullable Person to) {
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

  List<String> done() {
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

  List<String> uses() {
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

  List<String> toDo() {
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

  List<String> deadline() {
    return c.deadline == null || c.ended() ? List.of() : List.of(c.deadline.toString());
  }

  List<String> evidence() {
    String head = run.room.evidence().head();
    return head == null ? List.of() : List.of("Head of the chain: " + head);
  }
}
