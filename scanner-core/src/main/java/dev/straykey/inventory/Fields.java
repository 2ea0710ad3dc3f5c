package dev.straykey.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.WireName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, read strictly: a wrong type is an error, an unknown name too. */
final class Fields {
  private static final int LONGEST = 4096;
  private static final int MOST_ITEMS = 10_000;

  private final JsonNode node;
  final Place place;
  private final String within;

  /**
   * @param within name of the object, followed by a dot; empty for the record itself
   */
  Fields(JsonNode node, Place place, String within, Set<String> known) {
    this.node = node;
    this.place = place;
    this.within = within;
    if (!node.isObject()) {
      throw within.isEmpty()
          ? place.broken("is not a JSON object")
          : place.field(within.substring(0, within.length() - 1), "must be an object");
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw place.unknown(name);
      }
    }
  }

  String path(String name) {
    return within + name;
  }

  /** Returns the value; null when it is not there, JSON's null, or an empty text. */
  @Nullable JsonNode value(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() || (value.isTextual() && value.textValue().isBlank())
        ? null
        : value;
  }

  @Nullable String text(String name) {
    JsonNode value = value(name);
    return value == null ? null : text(name, value);
  }

  private String text(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw place.field(path(name), "must be a text");
    }
    String text = value.textValue().strip();
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      throw place.field(path(name), "is too long, or holds control characters");
    }
    return text;
  }

  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw place.field(path(name), "is missing");
    }
    return text;
  }

  List<String> texts(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode item : items(name, value)) {
      texts.add(text(name, item));
    }
    return texts;
  }

  Iterable<JsonNode> items(String name, JsonNode value) {
    if (!value.isArray() || value.size() > MOST_ITEMS) {
      throw place.field(path(name), "must be a list of at most " + MOST_ITEMS);
    }
    return value;
  }

  boolean flag(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw place.field(path(name), "must be true or false");
    }
    return value.booleanValue();
  }

  int days(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return 0;
    }
    if (!value.isInt() || value.intValue() < 0 || value.intValue() > 36_500) {
      throw place.field(path(name), "must be a whole number of days, 0 to 36500");
    }
    return value.intValue();
  }

  /** Reads a time with its offset, or a day, which begins in UTC. */
  @Nullable Instant time(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) { // its message quotes the text
      throw place.field(path(name), "must be a time such as 2026-01-05T00:00:00Z");
    }
  }

  <E extends Enum<E>> E word(Class<E> type, String name, E absent) {
    String text = text(name);
    if (text == null) {
      return absent;
    }
    try {
      return WireName.parse(type, text);
    } catch (IllegalArgumentException e) {
      throw place.field(path(name), "must be one of " + WireName.all(type));
    }
  }
}
