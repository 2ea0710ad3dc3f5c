package dev.straykey.policy;

import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Audience;
import dev.straykey.model.Finding;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.OwnerType;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.Privilege;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import dev.straykey.model.TextState;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What conditions may speak of, and what each word stands for in one case. */
final class Vocabulary {
  /** What kind of value a field has. */
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    TEXTS
  }

  /**
   * A field of a variable.
   *
   * @param words every value that it can have; empty when it is an open text
   */
  record Field(Kind kind, Set<String> words) {}

  private static final Field TEXT = new Field(Kind.TEXT, Set.of());
  private static final Field FLAG = new Field(Kind.FLAG, Set.of());

  /** Variable → field → what it is. An unknown value is the empty text. */
  static final Map<String, Map<String, Field>> VARIABLES =
      Map.of(
          "finding",
          Map.of(
              "rule", TEXT,
              "issuer", TEXT,
              "severity", word(Severity.class, Kind.TEXT),
              "audience", word(Audience.class, Kind.TEXT),
              "shown", word(Shown.class, Kind.TEXT),
              "places", new Field(Kind.NUMBER, Set.of()),
              "states", word(TextState.class, Kind.TEXTS)),
          "key",
          Map.of(
              "id", TEXT,
              "scope", word(KeyScope.class, Kind.TEXT),
              "environment", TEXT,
              "protected", FLAG,
              "publishable", FLAG,
              "canary", FLAG,
              "emergency", FLAG,
              "managed_by", new Field(Kind.TEXT, Set.of("", "us", "vendor")),
              "privilege", word(Privilege.class, Kind.TEXT)),
          "attribution",
          Map.of(
              "status", word(AttributionStatus.class, Kind.TEXT),
              "by", word(AttributionBy.class, Kind.TEXT),
              "validity", word(Validity.class, Kind.TEXT),
              "fresh", FLAG),
          "owner",
          Map.of("type", word(OwnerType.class, Kind.TEXT), "id", TEXT),
          "person",
          Map.of("id", TEXT, "status", word(PersonStatus.class, Kind.TEXT), "manager", TEXT));

  private Vocabulary() {}

  private static <E extends Enum<E>> Field word(Class<E> type, Kind kind) {
    Set<String> words = new TreeSet<>();
    words.add("");
    Arrays.stream(type.getEnumConstants()).map(WireName::of).forEach(words::add);
    return new Field(kind, words);
  }

  /** Returns the values for one case, by variable and field. */
  static Map<String, Object> values(Finding finding, Attribution attribution, Facts facts) {
    return Map.of(
        "finding", finding(finding),
        "key", key(finding, attribution, facts),
        "attribution",
            Map.of(
                "status", WireName.of(attribution.status()),
                "by", word(attribution.by()),
                "validity", WireName.of(attribution.validity()),
                "fresh", attribution.fresh()),
        "owner", owner(attribution),
        "person", person(attribution));
  }

  private static Map<String, Object> finding(Finding finding) {
    return Map.of(
        "rule", finding.ruleId(),
        "issuer", finding.issuer(),
        "severity", WireName.of(finding.severity()),
        "audience", WireName.of(finding.audience()),
        "shown", WireName.of(finding.shown()),
        "places", (long) finding.matches().size(),
        "states",
            finding.matches().stream()
                .map(m -> WireName.of(m.where().state()))
                .distinct()
                .sorted()
                .toList());
  }

  private static Map<String, Object> key(Finding finding, Attribution attribution, Facts facts) {
    KeyRecord key = attribution.key();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", key == null ? "" : key.id());
    values.put("scope", WireName.of(attribution.scope()));
    values.put("environment", key == null ? "" : lower(key.environment()));
    values.put("protected", facts.isProtected(finding, key));
    values.put("publishable", finding.publishable());
    values.put("canary", key != null && key.canary());
    values.put("emergency", key != null && key.emergency());
    values.put("managed_by", key == null ? "" : key.managedBy());
    values.put("privilege", WireName.of(key == null ? Privilege.UNKNOWN : key.privilege()));
    return values;
  }

  private static Map<String, Object> owner(Attribution attribution) {
    var owner = attribution.owner();
    return Map.of(
        "type", word(owner == null ? null : owner.type()), "id", owner == null ? "" : owner.id());
  }

  private static Map<String, Object> person(Attribution attribution) {
    var person = attribution.person();
    return Map.of(
        "id", person == null ? "" : person.id(),
        "status", word(person == null ? null : person.status()),
        "manager", person == null || person.manager() == null ? "" : person.manager());
  }

  private static String word(@Nullable Enum<?> constant) {
    return constant == null ? "" : WireName.of(constant);
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
