package dev.straykey.rule;

import dev.straykey.model.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads how an issuer's answers are to be taken, and what stands where in them. */
final class AnswerReader {
  private static final Set<String> FACTS =
      new TreeSet<>(
          List.of(
              "expires_at", "key_id", "name", "owner_id", "owner_type", "permissions", "tenant"));
  private static final Set<String> MEANINGS =
      new TreeSet<>(List.of("accepted", "alive", "dead", "gone", "undetermined"));

  private AnswerReader() {}

  static List<Call.Answer> answers(YamlMap map, String field) {
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

  static Call.@Nullable Listing list(@Nullable YamlMap map) {
    if (map == null) {
      return null;
    }
    Call.Shown how =
        map.has("value")
            ? Call.Shown.VALUE
            : map.has("beginning") ? Call.Shown.BEGINNING : Call.Shown.REDACTED;
    String field = how.name().toLowerCase(Locale.ROOT);
    String shows = map.required(field);
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
      last = only.getValue().equals("count") ? null : path(next, after, only.getValue(), "body");
      next.done();
    }
    String more = map.text("more");
    var list =
        new Call.Listing(
            path(map, "items", map.required("items"), "body"),
            path(map, field, shows, "item"),
            how,
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

  static Map<String, String> gives(@Nullable YamlMap map, String root) {
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
                String from = path(map, fact, path.strip(), root);
                if (from.isEmpty()) {
                  throw map.wrong(fact, "must name a field of " + root);
                }
                stripped.add(from);
              }
              gives.put(fact, String.join("|", stripped));
            });
    return gives;
  }

  static List<Call.Example> examples(YamlMap map) {
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
