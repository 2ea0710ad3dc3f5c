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
   * @param values by key; without any scanned text
   */
  void remember(Map<String, String> values);

  /** Forgets what was remembered under {@code key}, if anything was. */
  void forget(String key);
}
