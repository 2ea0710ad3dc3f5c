package dev.straykey.policy;

import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.Finding;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.Owner;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import java.util.ArrayList;
import java.util.List;

/** Says in words why a decision is what it is. Holds no key, only what the inventory says of it. */
final class Reasons {
  private Reasons() {}

  static String of(Finding finding, Attribution attribution, Line line) {
    return switch (attribution.status()) {
      case NOT_CHECKED ->
          "There was no inventory to ask: I can say what, not whose" + note(attribution);
      case NOT_OURS -> "The key is not known to be ours" + note(attribution);
      case AMBIGUOUS ->
          "%d records fit (%s): a person has to say which%s"
              .formatted(
                  attribution.candidates().size(),
                  String.join(", ", attribution.candidates().stream().limit(5).toList()),
                  note(attribution));
      case OURS -> ours(finding, attribution, line);
    };
  }

  private static String ours(Finding finding, Attribution attribution, Line line) {
    List<String> parts = new ArrayList<>();
    KeyRecord key = attribution.key();
    parts.add((key == null ? "A key without a record" : key.title()) + how(attribution));
    parts.add(whose(attribution));
    parts.add(
        switch (finding.audience()) {
          case PUBLIC -> "anyone could read it";
          case ORGANISATION -> "everybody in the organisation could read it";
          case RESTRICTED -> "a limited group could read it";
          case LOCAL -> "it has not been shared yet";
        });
    if (!attribution.fresh()) {
      parts.add("the inventory is older than a day");
    }
    if (finding.publishable()) {
      parts.add("its issuer means such keys to be public");
    }
    if (!line.actions().isEmpty()) {
      parts.addAll(person(attribution));
    }
    return String.join("; ", parts) + note(attribution);
  }

  private static String how(Attribution attribution) {
    AttributionBy by = attribution.by();
    if (by == null) {
      return "";
    }
    return switch (by) {
      case FINGERPRINT -> ": its fingerprint is in the inventory";
      case INTROSPECTION -> ": its issuer names us";
      case KEY_ID -> ": only its public id is known, which anyone can post";
      case REDACTED -> ": only its first and last characters fit";
    };
  }

  private static String whose(Attribution attribution) {
    Owner owner = attribution.owner();
    String who =
        owner == null
            ? "nobody is recorded as its owner"
            : "%s %s answers for it"
                .formatted(dev.straykey.model.WireName.of(owner.type()), owner.id());
    return switch (attribution.scope()) {
      case USER -> "one person's key, " + who;
      case ORGANISATION -> "the organisation's key, " + who;
      case WORKLOAD -> "a workload's key, " + who;
      case UNKNOWN -> "nobody has said whose kind of key it is, " + who;
    };
  }

  private static List<String> person(Attribution attribution) {
    Person person = attribution.person();
    if (person == null || person.status() == PersonStatus.ACTIVE) {
      return List.of();
    }
    String gone =
        person.status() == PersonStatus.LEAVER
            ? "its owner has left"
            : "its owner's account is switched off";
    return List.of(
        gone
            + (person.manager() == null
                ? ", and no manager is known"
                : ", so the manager is told"));
  }

  private static String note(Attribution attribution) {
    return attribution.note().isEmpty() ? "" : "; " + attribution.note();
  }
}
