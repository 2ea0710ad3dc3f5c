package dev.straykey.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys in clear that one run needs again: to ask their issuers, and for nothing else. Memory
 * only, bounded, emptied at the end. Thread-safe.
 */
public final class Keyring implements AutoCloseable {
  private final int limit;
  private final Map<Fingerprint, Secret> secrets = new LinkedHashMap<>();

  /**
   * @param limit most keys it holds; what comes later is not kept and cannot be acted on
   */
  public Keyring(int limit) {
    this.limit = limit;
  }

  /** Keeps {@code secret}; returns false when there is no room. */
  public synchronized boolean put(Fingerprint fingerprint, Secret secret) {
    if (secrets.size() >= limit && !secrets.containsKey(fingerprint)) {
      return false;
    }
    secrets.putIfAbsent(fingerprint, secret);
    return true;
  }

  /** Returns the key that {@code fingerprint} stands for, or null when it is not at hand. */
  public synchronized @Nullable Secret get(Fingerprint fingerprint) {
    return secrets.get(fingerprint);
  }

  /** Overwrites every key. */
  @Override
  public synchronized void close() {
    secrets.values().forEach(Secret::destroy);
    secrets.clear();
  }

  @Override
  public synchronized String toString() {
    return "Keyring(" + secrets.size() + " keys)";
  }
}
