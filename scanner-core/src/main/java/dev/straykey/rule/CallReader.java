package dev.straykey.rule;

import dev.straykey.model.Call;
import dev.straykey.model.Effect;
import dev.straykey.model.Needs;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one verb of an issuer file: a request with plain slots, and how to take its answers. */
final class CallReader {
  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");
  private static final Set<String> SLOTS =
      Set.of(
          "key",
          "key_id",
          "key_path",
          "tenant",
          "credential",
          "credential_user",
          "credential_password");

  /** Braces around a space are none of ours: GraphQL has them. */
  private static final Pattern SLOT = Pattern.compile("\\{([^{}\"\\s]+)\\}");

  private CallReader() {}

  static Call read(YamlMap map, Set<String> ruleIds) {
    Set<String> keys = new LinkedHashSet<>(map.texts("keys"));
    if (!ruleIds.containsAll(keys)) {
      throw map.wrong("keys", "must be ids of keys in this file: " + new TreeSet<>(ruleIds));
    }
    String method = null;
    for (String name : METHODS) {
      if (map.has(name)) {
        if (method != null) {
          throw map.wrong(name, "is a second request; a verb makes one");
        }
        method = name;
      }
    }
    if (method == null) {
      throw map.wrong("get", "is missing: name a request by one of get, post, put, delete, patch");
    }
    String path = slots(map, method, map.required(method));
    boolean below = path.startsWith("/") && !path.startsWith("//") && !path.contains("..");
    if (!below && !path.equals("{key_path}")) {
      throw map.wrong(
          method, "must be a path below the host, beginning with one /, or {key_path} alone");
    }
    Map<String, String> headers = slotted(map, "headers");
    Map<String, String> form = map.has("form") ? slotted(map, "form") : null;
    String json = json(map);
    if (form != null && json != null) {
      throw map.wrong("json", "stands beside form; a request has one body");
    }
    var call =
        new Call(
            keys,
            method.toUpperCase(java.util.Locale.ROOT),
            IssuerReader.address(map, "host"),
            path,
            map.word("as", Call.As.class, Call.As.NOBODY),
            basic(map),
            headers,
            form,
            json,
            AnswerReader.answers(map, "alive"),
            AnswerReader.answers(map, "dead"),
            AnswerReader.answers(map, "accepted"),
            AnswerReader.answers(map, "gone"),
            AnswerReader.list(map.map("list")),
            AnswerReader.gives(map.map("gives"), map.has("list") ? "item" : "body"),
            map.word("effect", Effect.class, Effect.THIS_KEY),
            map.flag("reversible", false),
            map.word("needs", Needs.class, Needs.VALUE),
            duration(map),
            rate(map),
            AnswerReader.examples(map));
    if (call.list() != null && (call.alive().isEmpty() || !call.gives().containsKey("key_id"))) {
      throw map.wrong("list", "needs alive, and gives with the key_id of an item");
    }
    map.done();
    return call;
  }

  private static Map<String, String> slotted(YamlMap map, String field) {
    YamlMap inner = map.map(field);
    if (inner == null) {
      return Map.of();
    }
    Map<String, String> strings = inner.strings();
    strings.forEach((name, value) -> slots(inner, name, value));
    inner.done();
    return strings;
  }

  private static String slots(YamlMap map, String field, String text) {
    Matcher slot = SLOT.matcher(text);
    while (slot.find()) {
      if (!SLOTS.contains(slot.group(1))) {
        throw map.wrong(
            field,
            "has an unknown slot; slots are {key}, {key_id}, {key_path}, {tenant}, {credential},"
                + " {credential_user}, {credential_password}");
      }
    }
    return text;
  }

  private static @Nullable String basic(YamlMap map) {
    String basic = map.text("basic");
    if (basic == null) {
      return null;
    }
    if (map.has("as")) {
      throw map.wrong("basic", "stands beside as; a request has one way to say who asks");
    }
    return slots(map, "basic", basic);
  }

  private static @Nullable String json(YamlMap map) {
    YamlMap inner = map.map("json");
    if (inner == null) {
      return null;
    }
    var text = new StringBuilder();
    YamlJson.write(inner.node(), text);
    return slots(map, "json", text.toString());
  }

  private static Duration duration(YamlMap map) {
    String text = map.text("dead_within");
    if (text == null) {
      return Duration.ZERO;
    }
    if (!text.matches("[0-9]{1,5}[smhd]")) {
      throw map.wrong("dead_within", "must be a number and one of s, m, h, d, such as 1h");
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static int rate(YamlMap map) {
    String text = map.text("rate");
    if (text == null) {
      return 0;
    }
    if (!text.matches("[0-9]{1,6}/[smh]")) {
      throw map.wrong("rate", "must be calls by time, such as 60/m");
    }
    int number = Integer.parseInt(text.substring(0, text.indexOf('/')));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> number * 60;
      case 'm' -> number;
      default -> Math.max(1, number / 60);
    };
  }
}
