package dev.straykey.scan;

import dev.straykey.model.Rule;
import dev.straykey.model.Secret;
import org.jspecify.annotations.Nullable;

/** What of a key may be printed: its literal prefix and a few last characters. */
final class Redaction {
  private static final int SHORTEST_SHOWN = 16;
  private static final int MOST_LAST = 4;

  private Redaction() {}

  /** Returns prefix, an ellipsis and the last characters: together at most a third of the key. */
  static String of(Secret secret, @Nullable Rule rule) {
    String key = secret.reveal();
    if (key.startsWith("-----BEGIN ")) {
      return Pem.armour(key);
    }
    if (key.length() < SHORTEST_SHOWN) {
      return "…";
    }
    int third = key.length() / 3;
    int first = Math.min(rule == null ? 0 : rule.prefixLength(), third);
    int last = Math.min(MOST_LAST, third - first);
    return printable(key.substring(0, first)) + "…" + printable(key.substring(key.length() - last));
  }

  private static String printable(String text) {
    return text.replaceAll("[^!-~]", "?");
  }
}
