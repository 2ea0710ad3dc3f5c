package dev.straykey.remediate;

import dev.straykey.model.Action;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is told of a key: reachable people only, else the channel of last resort. */
final class Recipients {
  /** Subject of a message to the channel of last resort. */
  static final String LAST_RESORT = "last-resort";

  private final Room room;

  Recipients(Room room) {
    this.room = room;
  }

  /** Returns who answers for the key and can be reached; null when there is nobody. */
  @Nullable Person owner(PlanLine line) {
    var attribution = line.attribution();
    var record = attribution.key();
    var owner = attribution.owner();
    return Stream.of(
            attribution.person(),
            owner != null && owner.type() == OwnerType.PERSON ? person(owner.id()) : null,
            record == null ? null : person(record.technicalOwner()),
            record == null ? null : person(record.businessOwner()),
            record == null ? null : person(record.createdBy()))
        .filter(Objects::nonNull)
        .map(p -> room.reachable().apply(p))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Returns who may approve the end of the key. */
  static List<String> approvers(PlanLine line) {
    var record = line.attribution().key();
    return line.decision().approvers().isEmpty() && record != null
        ? record.revocationAuthority()
        : line.decision().approvers();
  }

  /** Returns the ids of all who are to be told first, in a fixed order. */
  List<String> of(PlanLine line) {
    Map<String, Person> told = new LinkedHashMap<>();
    var actions = line.decision().actions();
    if (actions.contains(Action.NOTIFY)) {
      add(told, owner(line));
    }
    if (actions.contains(Action.APPROVAL)) {
      approvers(line).forEach(id -> add(told, reachable(id)));
    }
    if (told.isEmpty() && (actions.contains(Action.NOTIFY) || actions.contains(Action.APPROVAL))) {
      return room.lastResort() == null ? List.of() : List.of(LAST_RESORT);
    }
    return new ArrayList<>(told.keySet());
  }

  /** Returns who is told next when nobody acted in time; null when all were. */
  @Nullable String next(PlanLine line, List<String> told) {
    var record = line.attribution().key();
    var owner = owner(line);
    var candidates =
        Stream.concat(
            Stream.concat(
                approvers(line).stream(),
                record == null ? Stream.of() : record.backupApprovers().stream()),
            Stream.ofNullable(owner == null ? null : owner.manager()));
    return candidates
        .map(this::reachable)
        .filter(Objects::nonNull)
        .map(Person::id)
        .filter(id -> !told.contains(id))
        .findFirst()
        .orElse(room.lastResort() == null || told.contains(LAST_RESORT) ? null : LAST_RESORT);
  }

  private static void add(Map<String, Person> told, @Nullable Person person) {
    if (person != null) {
      told.putIfAbsent(person.id(), person);
    }
  }

  private @Nullable Person person(@Nullable String id) {
    return id == null ? null : room.personById().apply(id);
  }

  private @Nullable Person reachable(String id) {
    var person = room.personById().apply(id);
    return person == null ? null : room.reachable().apply(person);
  }

  /** Returns the person of a message's subject; null when the directory no longer has one. */
  @Nullable Person bySubject(PlanLine line, String subject) {
    var person = room.personById().apply(subject);
    var owner = owner(line);
    return person == null && owner != null && owner.id().equals(subject) ? owner : person;
  }
}
