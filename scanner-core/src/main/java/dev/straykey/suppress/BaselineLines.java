package dev.straykey.suppress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.straykey.model.InvalidInputException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A baseline's text: the line with its salt, then a finding a line, as JSON. */
final class BaselineLines {
  private static final String BROKEN = "SK-1201";
  private static final Set<String> FIELDS =
      new TreeSet<>(List.of("author", "fingerprint", "reason", "rule", "until"));
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final String origin;

  /**
   * @param origin the file's name for messages
   */
  BaselineLines(String origin) {
    this.origin = origin;
  }

  /**
   * Reads a baseline's text.
   *
   * @param entries gets what it names, by fingerprint
   * @return what the fingerprints are salted with
   */
  SaltedFingerprints read(String text, Map<String, BaselineEntry> entries) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw broken(1, "is empty");
    }
    JsonNode head = json(lines.get(0), 1);
    SaltedFingerprints salted = SaltedFingerprints.of(head.path("salt").asText());
    if (head.path("straykey_baseline").asInt() != 1 || salted == null) {
      throw broken(1, "is not the first line of a baseline");
    }
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        JsonNode line = json(lines.get(i), i + 1);
        entries.put(fingerprint(line, i + 1), entry(line, i + 1));
      }
    }
    return salted;
  }

  private String fingerprint(JsonNode line, int number) {
    String fingerprint = line.path("fingerprint").asText();
    if (!fingerprint.matches("[0-9a-f]{64}")) {
      throw broken(number, "fingerprint must be 64 hex characters");
    }
    return fingerprint;
  }

  private BaselineEntry entry(JsonNode line, int number) {
    for (String field : (Iterable<String>) line::fieldNames) {
      if (!FIELDS.contains(field)) {
        throw broken(number, "has a field that is none of " + FIELDS);
      }
    }
    LocalDate until = null;
    if (line.hasNonNull("until")) {
      try {
        until = LocalDate.parse(line.path("until").asText());
      } catch (DateTimeException e) {
        throw broken(number, "until must be a date such as 2027-03-01");
      }
    }
    return new BaselineEntry(
        line.path("rule").asText(), text(line, "reason"), text(line, "author"), until, number);
  }

  private static @Nullable String text(JsonNode line, String field) {
    return line.hasNonNull(field) ? line.path(field).asText() : null;
  }

  private JsonNode json(String line, int number) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Said below; the exception would quote the line.
    }
    throw broken(number, "is not a JSON object");
  }

  InvalidInputException broken(int line, String problem) {
    return new InvalidInputException(
        BROKEN,
        "%s:%d %s".formatted(origin, line, problem),
        "Correct it there, or write the file anew with --write-baseline");
  }

  /** Returns a baseline's text. */
  static String write(SaltedFingerprints salted, Map<String, BaselineEntry> entries) {
    var text = new StringBuilder();
    text.append(JSON.createObjectNode().put("straykey_baseline", 1).put("salt", salted.salt()))
        .append('\n');
    entries.forEach(
        (fingerprint, entry) -> {
          ObjectNode line = JSON.createObjectNode();
          line.put("fingerprint", fingerprint).put("rule", entry.rule());
          if (entry.reason() != null) {
            line.put("reason", entry.reason());
          }
          if (entry.author() != null) {
            line.put("author", entry.author());
          }
          if (entry.until() != null) {
            line.put("until", entry.until().toString());
          }
          text.append(line).append('\n');
        });
    return text.toString();
  }
}
