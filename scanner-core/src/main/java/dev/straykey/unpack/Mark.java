package dev.straykey.unpack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** What every file of a format begins with. */
final class Mark {
  private final byte[] bytes;

  private Mark(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param letters at least one, of ASCII
   */
  static Mark of(String letters) {
    return new Mark(letters.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @param digits hexadecimal, two a byte; at least one byte
   */
  static Mark ofHex(String digits) {
    return new Mark(HexFormat.of().parseHex(digits));
  }

  /** Returns how many bytes it has. */
  int length() {
    return bytes.length;
  }

  /** Returns whether {@code head}, the first {@code length} bytes of a file, begins with it. */
  boolean begins(byte[] head, int length) {
    // Most files begin otherwise, and each is asked for every format.
    return length >= bytes.length
        && head[0] == bytes[0]
        && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
  }
}
