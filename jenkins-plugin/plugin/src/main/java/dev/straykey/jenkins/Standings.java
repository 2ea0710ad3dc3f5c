package dev.straykey.jenkins;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of the store stand, in words, as of the last time that the controller worked on
 * them: a page is drawn without asking the store.
 */
final class Standings {
  private static volatile TreeMap<String, String> known = new TreeMap<>();

  private Standings() {}

  static void are(Map<String, String> states) {
    known = new TreeMap<>(states);
  }

  /**
   * Returns where a key stands, or null when the store does not know it.
   *
   * @param fingerprint the whole of it, or its beginning where that is all a console has
   */
  static @Nullable String of(String fingerprint) {
    if (fingerprint.isEmpty()) {
      return null;
    }
    var entry = known.ceilingEntry(fingerprint);
    return entry != null && entry.getKey().startsWith(fingerprint) ? entry.getValue() : null;
  }
}
