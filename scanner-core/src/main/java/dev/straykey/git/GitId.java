package dev.straykey.git;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The id of a git object: SHA-1 of 20 bytes, or SHA-256 of 32. */
public final class GitId implements Comparable<GitId> {
  public static final int SHA1 = 20;
  public static final int SHA256 = 32;

  /** The empty tree and the empty blob, which git knows wherever they are not. */
  private static final Set<String> OF_NOTHING =
      Set.of(
          "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
          "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
          "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
          "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813");

  private final byte[] raw;

  private GitId(byte[] raw) {
    this.raw = raw;
  }

  /** Copies {@code length} bytes. */
  public static GitId of(byte[] bytes, int at, int length) {
    return new GitId(Arrays.copyOfRange(bytes, at, at + length));
  }

  /** Returns the id that is written so in hexadecimal; null when it is none. */
  public static @Nullable GitId parse(String hex) {
    return isId(hex) ? new GitId(HexFormat.of().parseHex(hex)) : null;
  }

  /** Returns whether it is a whole id in lower-case hexadecimal. */
  static boolean isId(String hex) {
    if (hex.length() != 2 * SHA1 && hex.length() != 2 * SHA256) {
      return false;
    }
    return isHex(hex);
  }

  static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  public int length() {
    return raw.length;
  }

  /** Returns the bytes themselves; not to be changed. */
  public byte[] raw() {
    return raw;
  }

  /** Returns it in hexadecimal. */
  public String name() {
    return HexFormat.of().formatHex(raw);
  }

  boolean isZero() {
    for (byte b : raw) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether it is an object that nothing is in; it need not be there. */
  public boolean isOfNothing() {
    return OF_NOTHING.contains(name());
  }

  @Override
  public int compareTo(GitId other) {
    return Arrays.compareUnsigned(raw, other.raw);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GitId id && Arrays.equals(raw, id.raw);
  }

  @Override
  public int hashCode() {
    return raw[0] << 24 | (raw[1] & 0xff) << 16 | (raw[2] & 0xff) << 8 | (raw[3] & 0xff);
  }

  @Override
  public String toString() {
    return name();
  }
}
