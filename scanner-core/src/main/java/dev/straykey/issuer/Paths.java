package dev.straykey.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Finds what stands at a path in an answer's JSON: names joined by dots; a number is an index. */
final class Paths {
  private Paths() {}

  /** Returns what stands at {@code path}, the JSON null included; null when nothing does. */
  static @Nullable JsonNode at(JsonNode json, String path) {
    JsonNode node = json;
    int from = 0;
    while (node != null && from <= path.length()) {
      int dot = path.indexOf('.', from);
      int to = dot < 0 ? path.length() : dot;
      String name = path.substring(from, to);
      node =
          node.isArray() && name.matches("[0-9]{1,6}")
              ? node.get(Integer.parseInt(name))
              : node.get(name);
      from = to + 1;
    }
    return node;
  }

  /** Returns the first value, of those that {@code paths} offers between bars, that is not null. */
  static @Nullable JsonNode first(JsonNode json, String paths) {
    for (String path : paths.split("\\|", -1)) {
      JsonNode node = at(json, path.strip());
      if (node != null && !node.isNull()) {
        return node;
      }
    }
    return null;
  }
}
