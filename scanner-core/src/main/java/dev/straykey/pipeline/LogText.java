package dev.straykey.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a {@link LogMasker} asks of the bytes of a log. */
final class LogText {
  static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  static final byte[] END = "-----END ".getBytes(StandardCharsets.US_ASCII);
  private static final int WORTH_JOINING = 16;

  /** A line that is at least as long may have been cut in the middle of a key. */
  private static final int LONG_LINE = 60;

  private LogText() {}

  /**
   * Returns whether a line may have been cut in the middle of a key.
   *
   * @param line where it begins
   * @param text where its text ends
   * @param sent how much of it went on before, where it begins at 0
   */
  static boolean isLong(int line, int text, int sent) {
    return (line == 0 ? sent + text : text - line) >= LONG_LINE;
  }

  /**
   * Returns where the word before {@code text} begins that may be half a key, else {@code text}.
   */
  static int startOfHalf(byte[] bytes, int from, int text) {
    int word = text;
    boolean digit = false;
    boolean letter = false;
    while (word > from && isWord(bytes[word - 1])) {
      word--;
      digit |= bytes[word] >= '0' && bytes[word] <= '9';
      letter |= bytes[word] >= 'A';
    }
    return digit && letter && text - word >= WORTH_JOINING ? word : text;
  }

  /** Returns where {@code wanted} stands last, or -1. */
  static int lastOf(byte[] wanted, byte[] bytes, int from, int end) {
    for (int i = end - wanted.length; i >= from; i--) {
      if (bytes[i] == '-' && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  static boolean isWord(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '_'
        || b == '-'
        || b == '+'
        || b == '=';
  }

  /** From lines and columns to places; asked of in ascending order, mostly. */
  static final class Lines {
    private final byte[] text;
    private final int length;
    private int line = 1;
    private int start;

    Lines(byte[] text, int length) {
      this.text = text;
      this.length = length;
    }

    int offset(int wantedLine, int wantedColumn) {
      if (wantedLine < line) {
        line = 1;
        start = 0;
      }
      while (line < wantedLine && start < length) {
        if (text[start++] == '\n') {
          line++;
        }
      }
      int column = 1;
      int at = start;
      while (at < length && column < wantedColumn) {
        at++;
        while (at < length && (text[at] & 0xc0) == 0x80) {
          at++;
        }
        column++;
      }
      return at;
    }
  }
}
