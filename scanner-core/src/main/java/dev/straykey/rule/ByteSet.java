package dev.straykey.rule;

import java.io.Serializable;

/**
 * A set of byte values, 0 to 255.
 *
 * @param a members 0 to 63, one bit each
 * @param b members 64 to 127
 * @param c members 128 to 191
 * @param d members 192 to 255
 */
public record ByteSet(long a, long b, long c, long d) implements Serializable {
  /** No byte. */
  public static final ByteSet NONE = new ByteSet(0, 0, 0, 0);

  /** The letters A to Z in the second word; a to z stand 32 bits higher. */
  private static final long UPPER = 0x7fffffeL;

  /** Returns the set of one byte. */
  public static ByteSet of(int value) {
    long bit = 1L << (value & 63);
    int word = value >> 6;
    return new ByteSet(
        word == 0 ? bit : 0, word == 1 ? bit : 0, word == 2 ? bit : 0, word == 3 ? bit : 0);
  }

  /** Returns the set of the bytes of {@code members}, which are ASCII. */
  public static ByteSet of(String members) {
    ByteSet set = NONE;
    for (int i = 0; i < members.length(); i++) {
      set = set.or(of(members.charAt(i)));
    }
    return set;
  }

  /** Returns the bytes {@code from} to {@code to}, both included. */
  public static ByteSet range(int from, int to) {
    long[] words = new long[4];
    for (int value = from; value <= to; value++) {
      words[value >> 6] |= 1L << (value & 63);
    }
    return new ByteSet(words[0], words[1], words[2], words[3]);
  }

  public boolean contains(int value) {
    long word = value < 128 ? (value < 64 ? a : b) : (value < 192 ? c : d);
    return ((word >>> (value & 63)) & 1) != 0;
  }

  public ByteSet or(ByteSet other) {
    return new ByteSet(a | other.a, b | other.b, c | other.c, d | other.d);
  }

  public ByteSet and(ByteSet other) {
    return new ByteSet(a & other.a, b & other.b, c & other.c, d & other.d);
  }

  /** Returns true when some byte is in both. */
  public boolean meets(ByteSet other) {
    return ((a & other.a) | (b & other.b) | (c & other.c) | (d & other.d)) != 0;
  }

  /** Returns every byte that is not a member. */
  public ByteSet not() {
    return new ByteSet(~a, ~b, ~c, ~d);
  }

  /** Returns this set with the other case of each ASCII letter in it. */
  public ByteSet bothCases() {
    return new ByteSet(a, b | ((b & UPPER) << 32) | ((b >>> 32) & UPPER), c, d);
  }

  public int size() {
    return Long.bitCount(a) + Long.bitCount(b) + Long.bitCount(c) + Long.bitCount(d);
  }

  /** Returns true for one byte, or for one letter in both cases. */
  public boolean isLiteral() {
    int size = size();
    if (size == 2) {
      int first = first();
      return Boundary.isWord(first) && first > '9' && contains(first ^ 32);
    }
    return size == 1;
  }

  /** Returns the smallest member; -1 when there is none. */
  public int first() {
    if (a != 0) {
      return Long.numberOfTrailingZeros(a);
    }
    if (b != 0) {
      return 64 + Long.numberOfTrailingZeros(b);
    }
    if (c != 0) {
      return 128 + Long.numberOfTrailingZeros(c);
    }
    return d == 0 ? -1 : 192 + Long.numberOfTrailingZeros(d);
  }

  /** Returns the members in ascending order. */
  public int[] members() {
    int[] members = new int[size()];
    for (int value = 0, n = 0; value < 256; value++) {
      if (contains(value)) {
        members[n++] = value;
      }
    }
    return members;
  }
}
