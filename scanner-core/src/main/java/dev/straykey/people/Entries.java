package dev.straykey.people;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Gathers people as a file names them, and complains by line and field, never with a value. */
final class Entries {
  private static final int MOST = 5_000_000;
  private static final int LONGEST = 1024;
  private static final String REMEDY =
      "Correct it; people are CSV with id,name,email,slack_id,manager,team,status,left_at"
          + " or SCIM 2.0 Users";

  final LinkedHashMap<String, Person> byId = new LinkedHashMap<>();
  private final String file;

  Entries(String file) {
    this.file = file;
  }

  void add(Person person, String place) {
    if (byId.size() >= MOST) {
      throw new InvalidInputException(
          "SK-1406", "%s has more than %d people".formatted(file, MOST), "Split it");
    }
    if (byId.putIfAbsent(person.id(), person) != null) {
      throw new InvalidInputException(
          "SK-1404", "%s, %s, field id: is there already".formatted(file, place), REMEDY);
    }
  }

  @Nullable String text(@Nullable String value, String place, String field) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String text = value.strip();
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      throw field(place, field, "is too long, or holds control characters");
    }
    return text;
  }

  String required(@Nullable String value, String place, String field) {
    String text = text(value, place, field);
    if (text == null) {
      throw field(place, field, "is missing");
    }
    return text;
  }

  @Nullable Instant time(@Nullable String value, String place, String field) {
    String text = text(value, place, field);
    try {
      if (text == null) {
        return null;
      }
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) { // its message quotes the text
      throw field(place, field, "must be a time such as 2026-01-05T00:00:00Z");
    }
  }

  PersonStatus status(@Nullable String value, String place) {
    String text = required(value, place, "status");
    for (PersonStatus status : PersonStatus.values()) {
      if (status.name().equalsIgnoreCase(text)) {
        return status;
      }
    }
    throw field(place, "status", "must be one of active, leaver, disabled");
  }

  InvalidInputException field(String place, String field, String problem) {
    return new InvalidInputException(
        "SK-1402", "%s, %s, field %s: %s".formatted(file, place, field, problem), REMEDY);
  }

  InvalidInputException broken(String place, String problem) {
    return new InvalidInputException(
        "SK-1401", "%s, %s: %s".formatted(file, place, problem), REMEDY);
  }

  InvalidInputException column(int number) {
    return new InvalidInputException(
        "SK-1403",
        "%s, line 1: column %d has a name that is unknown or there twice".formatted(file, number),
        REMEDY);
  }

  InvalidInputException part(long held, long total) {
    return new InvalidInputException(
        "SK-1405",
        "%s holds %d of %d users: one page of several".formatted(file, held, total),
        "Export every page into one file; whoever is missing would look like a stranger");
  }
}
