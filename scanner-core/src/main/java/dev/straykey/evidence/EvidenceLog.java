package dev.straykey.evidence;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The append-only record of every step. Each entry carries the hash of the one before; the hash of
 * the last is the head of the chain, which reports, tasks and events carry.
 *
 * <p>Thread-safe. An entry holds fingerprints, never a key.
 */
public interface EvidenceLog {

  /**
   * Adds an entry and returns the new head: 64 hex characters.
   *
   * @param type such as {@code revoke-accepted}
   * @param fingerprint hex of the key that it is about; null when it is about a run
   * @param facts what else is to be kept: texts, numbers, booleans
   */
  String append(Instant at, String type, @Nullable String fingerprint, Map<String, ?> facts);

  /** Returns the head of the chain, or null when it is empty. */
  @Nullable String head();
}
