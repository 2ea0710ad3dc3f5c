package dev.straykey.decode;

import java.util.Arrays;

/** What letters of base64 stand for, in both alphabets, and whether some in a row hide text. */
final class Base64Letters {
  /** Letters that must decode to text, in a row, before anything is decoded. */
  static final int LEAST = 24;

  private static final byte[] VALUES = new byte[256];

  /** Letters that can be the first of four that decode to text. */
  private static final boolean[] FIRST = new boolean[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
    VALUES['-'] = 62;
    VALUES['_'] = 63;
    for (int letter = 0; letter < VALUES.length; letter++) {
      // The first of four letters holds the first byte's upper six bits.
      int lowest = VALUES[letter] << 2;
      FIRST[letter] =
          VALUES[letter] >= 0
              && (Bytes.isText((byte) lowest)
                  || Bytes.isText((byte) (lowest + 1))
                  || Bytes.isText((byte) (lowest + 2)));
    }
  }

  private Base64Letters() {}

  /** Returns the six bits of a letter; -1 when it is none. */
  static int value(byte letter) {
    return VALUES[letter & 0xff];
  }

  /** Returns whether some letters from {@code start} on hide text, in whichever alignment. */
  static boolean hidesText(byte[] text, int start, int end) {
    for (int alignment = 0; alignment < 4; alignment++) {
      if (nextText(text, start + alignment, end) >= 0) {
        return true;
      }
    }
    return nextWide(text, start, Math.min(end, start + LEAST + 8)) >= 0;
  }

  /**
   * Returns where, in steps of four from {@code start}, {@link #LEAST} letters begin that decode to
   * text; -1 when none do. Looks at the last four first, so that most are never read.
   */
  static int nextText(byte[] letters, int start, int end) {
    int i = start;
    while (i + LEAST <= end) {
      int j = i + LEAST - 4;
      while (j >= i && FIRST[letters[j] & 0xff] && isText(letters, j)) {
        j -= 4;
      }
      if (j < i) {
        return i;
      }
      i = j + 4;
    }
    return -1;
  }

  static boolean isText(byte[] letters, int at) {
    int bits = bits(letters, at);
    return Bytes.isText((byte) (bits >> 16))
        && Bytes.isText((byte) (bits >> 8))
        && Bytes.isText((byte) bits);
  }

  static int bits(byte[] letters, int at) {
    return (VALUES[letters[at] & 0xff] << 18)
        | (VALUES[letters[at + 1] & 0xff] << 12)
        | (VALUES[letters[at + 2] & 0xff] << 6)
        | VALUES[letters[at + 3] & 0xff];
  }

  /** Returns where letters begin that hide text of two bytes a character, the second one zero. */
  static int nextWide(byte[] letters, int start, int end) {
    for (int i = start; i + LEAST <= end; i++) {
      if (letters[i + 7] != 'A') {
        continue;
      }
      if (isWide(letters, i) && isWide(letters, i + 8) && isWide(letters, i + 16)) {
        return i;
      }
    }
    return -1;
  }

  /** Eight letters are six bytes: three characters. */
  static boolean isWide(byte[] letters, int at) {
    int first = bits(letters, at);
    int second = bits(letters, at + 4);
    return (first & 0xff00) == 0
        && (second & 0xff00ff) == 0
        && Bytes.isText((byte) (first >> 16))
        && Bytes.isText((byte) first)
        && Bytes.isText((byte) (second >> 8));
  }
}
