package dev.straykey.model;

import java.io.Serializable;

/**
 * Stands for a key everywhere outside memory.
 *
 * @param kid id of the fingerprint key that made it: 8 hex characters
 * @param hex HMAC-SHA-256 of the key under that fingerprint key: 64 lower-case hex characters
 */
public record Fingerprint(String kid, String hex) implements Serializable, Comparable<Fingerprint> {
  public Fingerprint {
    if (!kid.matches("[0-9a-f]{8}") || !hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "a fingerprint is 64 hex characters under a kid of 8, not %d under %d"
              .formatted(hex.length(), kid.length()));
    }
  }

  /** Returns the first 12 characters: enough to tell keys apart in a list. */
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Fingerprint other) {
    return hex.compareTo(other.hex);
  }
}
