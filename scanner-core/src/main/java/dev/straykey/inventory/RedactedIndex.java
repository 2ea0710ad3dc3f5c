package dev.straykey.inventory;

import dev.straykey.model.Redacted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds records by the characters that a redacted form such as {@code sk_...3456} still shows. */
final class RedactedIndex {
  private final Map<String, TreeSet<Integer>> lengths = new HashMap<>();
  private final Map<String, List<Shape>> bySuffix = new HashMap<>();

  private static final class Shape {
    private final byte[] prefix;
    private final int at;

    private Shape(byte[] prefix, int at) {
      this.prefix = prefix;
      this.at = at;
    }
  }

  void add(String issuer, String text, int at) {
    Redacted form = Redacted.parse(text);
    if (form == null) {
      return;
    }
    byte[] suffix = form.suffix().getBytes(StandardCharsets.UTF_8);
    lengths.computeIfAbsent(issuer, i -> new TreeSet<>()).add(suffix.length);
    bySuffix
        .computeIfAbsent(issuer + '\0' + form.suffix(), s -> new ArrayList<>(1))
        .add(new Shape(form.prefix().getBytes(StandardCharsets.UTF_8), at));
  }

  /** Returns the positions of all records whose form fits. */
  List<Integer> find(String issuer, byte[] key) {
    List<Integer> found = new ArrayList<>();
    for (int length : lengths.getOrDefault(issuer, new TreeSet<>())) {
      if (length >= key.length) {
        break;
      }
      String suffix = new String(key, key.length - length, length, StandardCharsets.UTF_8);
      for (Shape shape : bySuffix.getOrDefault(issuer + '\0' + suffix, List.of())) {
        int shown = shape.prefix.length;
        if (shown + length < key.length && Arrays.equals(shape.prefix, 0, shown, key, 0, shown)) {
          found.add(shape.at);
        }
      }
    }
    return found;
  }
}
