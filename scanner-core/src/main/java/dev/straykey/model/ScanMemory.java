package dev.straykey.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers between runs what was scanned, under the rules and the inventory of this run: with
 * others, nothing is remembered. Thread-safe.
 */
public interface ScanMemory {
  /** Returns what was remembered under {@code key}; null when nothing was. */
  @Nullable String recall(String key);

  /**
   * Remembers, all or nothing.
   *
   * @param values by key; without any scanned text that is not closed by {@link #seal}
   */
  void remember(Map<String, String> values);

  /**
   * Closes what holds words of texts, so that it may be remembered: whoever has the store, and not
   * the fingerprint key, cannot read it.
   *
   * @param key under which it will be remembered
   */
  String seal(String key, byte[] text);

  /** Returns what {@link #seal} closed under {@code key}; null when it is something else. */
  byte @Nullable [] open(String key, String sealed);

  /** Forgets what was remembered under {@code key}, if anything was. */
  void forget(String key);
}
