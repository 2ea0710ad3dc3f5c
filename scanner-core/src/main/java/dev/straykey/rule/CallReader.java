package dev.straykey.rule;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.straykey.model.Call;
import dev.straykey.model.Effect;
import dev.straykey.model.Needs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

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
  private static final Set<String> FACTS =
      new TreeSet<>(
          List.of(
              "expires_at", "key_id", "name", "owner_id", "owner_type", "permissions", "tenant"));
  private static final Set<String> MEANINGS =
      new TreeSet<>(List.of("accepted", "alive", "dead", "gone", "undetermined"));
  private static final Pattern SLOT = Pattern.compile("\\{([^{}\"]+)\\}");

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
            headers,
            form,
            json,
            answers(map, "alive"),
            answers(map, "dead"),
            answers(map, "accepted"),
            answers(map, "gone"),
            list(map.map("list")),
            gives(map.map("gives"), map.has("list") ? "item" : "body"),
            map.word("effect", Effect.class, Effect.THIS_KEY),
            map.flag("reversible", false),
            map.word("needs", Needs.class, Needs.VALUE),
            duration(map),
            rate(map),
            examples(map));
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

  private static @Nullable String json(YamlMap map) {
    YamlMap inner = map.map("json");
    if (inner == null) {
      return null;
    }
    var text = new StringBuilder();
    toJson(inner.node(), text);
    return slots(map, "json", text.toString());
  }

  /** Written by hand: a mapper's classes cost every start more than all rules do. */
  private static void toJson(Node node, StringBuilder out) {
    if (node instanceof MappingNode mapping) {
      String separator = "{";
      for (NodeTuple field : mapping.getValue()) {
        out.append(separator);
        quoted(field.getKeyNode() instanceof ScalarNode name ? name.getValue() : "", out);
        out.append(':');
        toJson(field.getValueNode(), out);
        separator = ",";
      }
      out.append(mapping.getValue().isEmpty() ? "{}" : "}");
    } else if (node instanceof SequenceNode sequence) {
      String separator = "[";
      for (Node item : sequence.getValue()) {
        out.append(separator);
        toJson(item, out);
        separator = ",";
      }
      out.append(sequence.getValue().isEmpty() ? "[]" : "]");
    } else {
      scalar((ScalarNode) node, out);
    }
  }

  private static void scalar(ScalarNode node, StringBuilder out) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.NULL)) {
      out.append("null");
    } else if (node.getTag().equals(Tag.BOOL) && text.matches("true|false")) {
      out.append(text);
    } else if (node.getTag().equals(Tag.INT) && text.matches("-?(0|[1-9][0-9]{0,17})")) {
      out.append(text);
    } else {
      quoted(text, out);
    }
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('"').append(JsonStringEncoder.getInstance().quoteAsString(text)).append('"');
  }

  private static List<Call.Answer> answers(YamlMap map, String field) {
    var answers = new ArrayList<Call.Answer>();
    for (YamlMap answer : map.maps(field)) {
      Set<Integer> status = new TreeSet<>();
      for (String code : answer.texts("status")) {
        if (!code.matches("[1-5][0-9]{2}")) {
          throw answer.wrong("status", "must be HTTP statuses, such as 401 or [200, 201]");
        }
        status.add(Integer.valueOf(code));
      }
      Map<String, List<@Nullable String>> body = new LinkedHashMap<>();
      for (String name : answer.names()) {
        if (name.startsWith("body.")) {
          body.put(
              name.substring("body.".length()),
              Collections.unmodifiableList(answer.textsOrNull(name)));
        }
      }
      answer.done();
      if (status.isEmpty() && body.isEmpty()) {
        throw map.wrong(field, "must hold a status or a body.field; an empty one fits everything");
      }
      answers.add(
          new Call.Answer(Collections.unmodifiableSet(status), Collections.unmodifiableMap(body)));
    }
    return answers;
  }

  private static Call.@Nullable Listing list(@Nullable YamlMap map) {
    if (map == null) {
      return null;
    }
    boolean whole = map.has("value");
    String shows = map.required(whole ? "value" : "redacted");
    YamlMap next = map.map("next");
    String after = null;
    String last = null;
    if (next != null) {
      var parameter = next.strings().entrySet();
      if (parameter.size() != 1) {
        throw map.wrong("next", "must be one parameter and where its value stands");
      }
      var only = parameter.iterator().next();
      after = only.getKey();
      last = path(next, after, only.getValue(), "body");
      next.done();
    }
    String more = map.text("more");
    var list =
        new Call.Listing(
            path(map, "items", map.required("items"), "body"),
            path(map, whole ? "value" : "redacted", shows, "item"),
            whole,
            after,
            last,
            more == null ? null : path(map, "more", more, "body"));
    map.done();
    return list;
  }

  /** Returns a path without its root: {@code body}, or {@code item} in what is listed. */
  private static String path(YamlMap map, String field, String path, String root) {
    if (!path.matches(root + "(\\.[A-Za-z0-9_-]+)*")) {
      throw map.wrong(field, "must be a path such as %s.key.id".formatted(root));
    }
    return path.equals(root) ? "" : path.substring(root.length() + 1);
  }

  private static Map<String, String> gives(@Nullable YamlMap map, String root) {
    if (map == null) {
      return Map.of();
    }
    var gives = new LinkedHashMap<String, String>();
    map.strings()
        .forEach(
            (fact, paths) -> {
              if (!FACTS.contains(fact)) {
                throw map.wrong(fact, "must be one of " + FACTS);
              }
              var stripped = new ArrayList<String>();
              for (String path : paths.split("\\|", -1)) {
                stripped.add(path(map, fact, path.strip(), root));
              }
              gives.put(fact, String.join("|", stripped));
            });
    return gives;
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

  private static List<Call.Example> examples(YamlMap map) {
    var examples = new ArrayList<Call.Example>();
    for (YamlMap example : map.maps("examples")) {
      String means = example.required("means");
      if (!MEANINGS.contains(means)) {
        throw example.wrong("means", "must be one of " + MEANINGS);
      }
      String body = example.text("body");
      examples.add(
          new Call.Example(
              (int) example.number("status", 0, 100, 599), body == null ? "" : body, means));
      example.done();
    }
    return examples;
  }
}
