package dev.straykey.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A key in clear: the only type that can hold one.
 *
 * <p>Not a record, not serialisable; what it prints of itself is its length. A test lists the rooms
 * that may call {@link #reveal()} and {@link #bytes()}.
 */
public final class Secret {
  private final byte[] utf8;

  private Secret(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Holds a copy of {@code key}, as it was issued. */
  public static Secret of(String key) {
    return new Secret(key.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Holds a copy of the bytes {@code from} (inclusive) to {@code to} (exclusive) of {@code text}.
   */
  public static Secret of(byte[] text, int from, int to) {
    return new Secret(Arrays.copyOfRange(text, from, to));
  }

  /** Returns the key in clear. For its issuer, its fingerprint and its seal alone. */
  public String reveal() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Returns a copy of the key's UTF-8 bytes. For its fingerprint, seal and signatures alone. */
  public byte[] bytes() {
    return utf8.clone();
  }

  /** Returns how many bytes of UTF-8 the key has. */
  public int length() {
    return utf8.length;
  }

  /** Overwrites the key; what is revealed afterwards is zeros. */
  public void destroy() {
    Arrays.fill(utf8, (byte) 0);
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(utf8, secret.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return "Secret(" + utf8.length + " bytes)";
  }
}
