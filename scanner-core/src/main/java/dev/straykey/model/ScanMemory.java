package dev.straykey.model;

import org.jspecify.annotations.Nullable;

/**
 * Remembers between runs what was scanned, under the rules and the inventory of this run: with
 * others, nothing is remembered. Thread-safe.
 */
public interface ScanMemory {
  /** Returns what was remembered under {@code key}; null when nothing was. */
  @Nullable String recall(String key);

  /**
   * Remembers.
   *
   * @param value without any scanned text
   */
  void remember(String key, String value);

  /** Forgets what was remembered under {@code key}, if anything was. */
  void forget(String key);
}
