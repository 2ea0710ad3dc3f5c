package dev.straykey.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Which bytes may stand in what, one table for all. */
public final class Bytes {
  /** Letters, digits, hyphen, underscore. */
  public static final int NAME = 1;

  /** What tokens are made of: {@code A-Za-z0-9_-+/=.~}. */
  public static final int TOKEN = 2;

  /** Both alphabets of base64, without padding. */
  static final int BASE64 = 4;

  /** Hexadecimal digits. */
  public static final int HEX = 8;

  private static final int DIGIT = 16;
  private static final int CAPITAL = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;

  private static final byte[] TABLE = new byte[256];

  static {
    for (int c = 0; c < 128; c++) {
      if (dev.straykey.rule.Boundary.isWord(c) || c == '_' || c == '-') {
        TABLE[c] = NAME | TOKEN | BASE64;
      }
    }
    for (char c : "0123456789abcdefABCDEF".toCharArray()) {
      TABLE[c] |= HEX;
    }
    for (char c = '0'; c <= '9'; c++) {
      TABLE[c] |= DIGIT;
    }
    for (char c = 'A'; c <= 'Z'; c++) {
      TABLE[c] |= CAPITAL;
    }
    TABLE['+'] = TOKEN | BASE64;
    TABLE['/'] = TOKEN | BASE64;
    TABLE['='] = TOKEN;
    TABLE['.'] = TOKEN;
    TABLE['~'] = TOKEN;
  }

  private Bytes() {}

  public static boolean is(byte value, int kind) {
    return (TABLE[value & 0xff] & kind) != 0;
  }

  /**
   * Returns where the next run of at least {@code least} bytes of a kind begins, from {@code start}
   * to {@code limit}; -1 when there is none. Looks at every {@code least}-th byte first, so that
   * most are never read.
   */
  public static int run(byte[] text, int start, int limit, int to, int kind, int least) {
    int i = start;
    while (i < limit && i + least <= to) {
      int j = i + least - 1;
      while (j >= i && (TABLE[text[j] & 0xff] & kind) != 0) {
        j--;
      }
      if (j < i) {
        return i;
      }
      i = j + 1;
    }
    return -1;
  }

  /** Returns whether a digit or a capital letter stands from {@code start} to {@code end}. */
  public static boolean isMixed(byte[] text, int start, int end) {
    int kinds = 0;
    for (int i = start; i < end; i++) {
      kinds |= TABLE[text[i] & 0xff];
    }
    return (kinds & (DIGIT | CAPITAL)) != 0;
  }

  /** Returns where {@code value} stands next, or {@code to}; looks at eight bytes at a time. */
  public static int next(byte[] text, int from, int to, byte value) {
    long pattern = (value & 0xffL) * ONES;
    int i = from;
    while (i + 8 <= to) {
      long x = (long) LONG.get(text, i) ^ pattern;
      // The lowest byte that is zero is marked, whatever stands above it.
      long zero = (x - ONES) & ~x & HIGHS;
      if (zero != 0) {
        return i + (Long.numberOfTrailingZeros(zero) >>> 3);
      }
      i += 8;
    }
    while (i < to && text[i] != value) {
      i++;
    }
    return i;
  }

  /** Returns where the run that ends just before {@code at} begins; {@code at} when none does. */
  static int runStart(byte[] text, int at, int from, int kind) {
    int i = at;
    while (i > from && (TABLE[text[i - 1] & 0xff] & kind) != 0) {
      i--;
    }
    return i;
  }

  /** Returns the value of a hexadecimal digit; -1 for any other byte. */
  static int hex(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  /** Returns whether {@code c} is an ASCII character that a text holds. */
  static boolean isText(byte c) {
    return (c >= ' ' && c < 127) || c == '\n' || c == '\r' || c == '\t';
  }

  /** Returns where the run that {@code at} stands in ends. */
  public static int runEnd(byte[] text, int at, int to, int kind) {
    int i = at;
    while (i < to && (TABLE[text[i] & 0xff] & kind) != 0) {
      i++;
    }
    return i;
  }

  /** Returns where the text of the next line begins, where this one ends; -1 where it goes on. */
  static int nextLine(byte[] text, int end, int to) {
    int i = end;
    if (i < to && text[i] == '\r') {
      i++;
    }
    if (i >= to || text[i] != '\n') {
      return -1;
    }
    do {
      i++;
    } while (i < to && (text[i] == ' ' || text[i] == '\t'));
    return i;
  }
}
