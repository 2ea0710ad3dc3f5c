package dev.straykey.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.straykey.model.ScannerException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One link of the chain.
 *
 * @param seq from 1, without gaps
 * @param at ISO-8601, UTC
 * @param facts canonical JSON: names sorted, no white space
 * @param previous hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 over {@code previous}, then the canonical JSON of all fields but the two
 *     hashes
 */
record Entry(
    long seq,
    String at,
    String type,
    @Nullable String fingerprint,
    String facts,
    String previous,
    String hash) {
  static final String BEFORE_THE_FIRST = "0".repeat(64);
  private static final Set<String> NAMES =
      Set.of("seq", "at", "type", "fingerprint", "facts", "previous", "hash");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  static Entry next(
      long seq,
      Instant at,
      String type,
      @Nullable String fingerprint,
      String facts,
      String previous) {
    String time = at.toString();
    return new Entry(
        seq,
        time,
        type,
        fingerprint,
        facts,
        previous,
        hash(seq, time, type, fingerprint, facts, previous));
  }

  /** Returns what the hash should be, were nothing changed. */
  String recomputed() {
    return hash(seq, at, type, fingerprint, facts, previous);
  }

  private static String hash(
      long seq,
      String at,
      String type,
      @Nullable String fingerprint,
      String facts,
      String previous) {
    String text =
        "{\"at\":%s,\"facts\":%s,\"fingerprint\":%s,\"seq\":%d,\"type\":%s}"
            .formatted(quoted(at), facts, quoted(fingerprint), seq, quoted(type));
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(previous.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Returns the entry as one line of an export, without its line end. */
  String line() {
    return "{\"at\":%s,\"facts\":%s,\"fingerprint\":%s,\"hash\":%s,\"previous\":%s,\"seq\":%d,\"type\":%s}"
        .formatted(
            quoted(at),
            facts,
            quoted(fingerprint),
            quoted(hash),
            quoted(previous),
            seq,
            quoted(type));
  }

  /** Returns the entry of one line of an export, or null when the line is none. */
  static @Nullable Entry parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!(node instanceof ObjectNode object)) {
        return null;
      }
      var names = new java.util.HashSet<String>();
      object.fieldNames().forEachRemaining(names::add);
      JsonNode fingerprint = object.path("fingerprint");
      boolean wellFormed =
          names.equals(NAMES)
              && object.path("seq").isIntegralNumber()
              && object.path("seq").canConvertToLong()
              && object.path("at").isTextual()
              && object.path("type").isTextual()
              && object.path("previous").isTextual()
              && object.path("hash").isTextual()
              && object.path("facts").isObject()
              && (fingerprint.isTextual() || fingerprint.isNull());
      if (!wellFormed) {
        return null;
      }
      return new Entry(
          object.path("seq").longValue(),
          object.path("at").textValue(),
          object.path("type").textValue(),
          fingerprint.isNull() ? null : fingerprint.textValue(),
          write(sorted(object.path("facts"))),
          object.path("previous").textValue(),
          object.path("hash").textValue());
    } catch (JsonProcessingException | NumberFormatException e) {
      return null; // the second is what a number with an exponent beyond all bounds gives
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var byName = new TreeMap<String, JsonNode>();
      object.properties().forEach(field -> byName.put(field.getKey(), sorted(field.getValue())));
      var copy = JSON.createObjectNode();
      byName.forEach(copy::set);
      return copy;
    }
    return node.isBigDecimal() ? decimal(node.decimalValue()) : node;
  }

  /**
   * Returns facts as canonical JSON.
   *
   * @throws ScannerException SK-4100 for a value that is not text, number, boolean, null, or a list
   *     of those; a key in clear is none of them
   */
  static String canonical(Map<String, ?> facts) {
    var node = JSON.createObjectNode();
    new TreeMap<String, Object>(facts).forEach((name, value) -> node.set(name, value(name, value)));
    return write(node);
  }

  private static JsonNode value(String name, @Nullable Object value) {
    var make = JSON.getNodeFactory();
    if (value == null) {
      return make.nullNode();
    }
    if (value instanceof String text) {
      return make.textNode(text);
    }
    if (value instanceof Boolean truth) {
      return make.booleanNode(truth);
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return make.numberNode(((Number) value).longValue());
    }
    if (value instanceof BigDecimal number) {
      return decimal(number);
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return decimal(BigDecimal.valueOf(number));
    }
    if (value instanceof Instant time) {
      return make.textNode(time.toString());
    }
    if (value instanceof Collection<?> list) {
      var array = make.arrayNode();
      list.forEach(item -> array.add(value(name, item)));
      return array;
    }
    throw new ScannerException(
        "SK-4100",
        "Fact '%s' of an evidence entry is a %s, which may not be kept"
            .formatted(name, value.getClass().getSimpleName()),
        "Keep texts, numbers and booleans only; a key is named by its fingerprint");
  }

  /** One spelling for each number, so that a chain reads back as it was hashed. */
  private static JsonNode decimal(BigDecimal number) {
    return DecimalNode.valueOf(number.stripTrailingZeros());
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : write(JSON.getNodeFactory().textNode(text));
  }

  private static String write(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }
}
