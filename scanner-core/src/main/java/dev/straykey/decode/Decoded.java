package dev.straykey.decode;

import java.util.Arrays;

/** A decoded piece of a text, and where each of its bytes was written. Reused. */
public final class Decoded {
  /** The longest piece, in bytes. */
  static final int MOST = 32 * 1024;

  private byte[] text = new byte[256];
  private int[] from = new int[256];
  private int[] until = new int[256];
  private int size;
  private int ownFrom;
  private int ownTo;
  private boolean joined;
  private boolean nearer;
  private boolean guessed;

  public void clear() {
    size = 0;
    joined = false;
    nearer = false;
    guessed = false;
    ownFrom = Integer.MIN_VALUE;
    ownTo = Integer.MAX_VALUE;
  }

  /**
   * Adds a byte that was written from {@code start} to {@code end} (exclusive) of the original.
   *
   * @throws IllegalArgumentException when nothing stands there: it would have no place
   */
  public void add(int value, int start, int end) {
    if (end <= start) {
      throw new IllegalArgumentException(
          "a decoded byte was written from %d to %d".formatted(start, end));
    }
    if (size == text.length) {
      text = Arrays.copyOf(text, size * 2);
      from = Arrays.copyOf(from, size * 2);
      until = Arrays.copyOf(until, size * 2);
    }
    text[size] = (byte) value;
    from[size] = start;
    until[size] = end;
    size++;
  }

  /** Adds a character in UTF-8; what is no character becomes a question mark. */
  void addCodePoint(int value, int start, int end) {
    if (value < 0x80) {
      add(value < 0 ? '?' : value, start, end);
    } else if (value < 0x800) {
      add(0xc0 | (value >> 6), start, end);
      add(0x80 | (value & 0x3f), start, end);
    } else if (value < 0x10000) {
      add(0xe0 | (value >> 12), start, end);
      add(0x80 | ((value >> 6) & 0x3f), start, end);
      add(0x80 | (value & 0x3f), start, end);
    } else {
      add('?', start, end);
    }
  }

  /** Adds bytes that stand for themselves. */
  public void copy(byte[] original, int start, int end) {
    for (int i = start; i < end; i++) {
      add(original[i], i, i + 1);
    }
  }

  /** Says that what was written before {@code place} is another piece's. */
  void ownFrom(int place) {
    ownFrom = place;
  }

  /** Says that what was written from {@code place} on is another piece's. */
  void ownTo(int place) {
    ownTo = place;
  }

  /** Says that it is what stands around a seam, as it stands there, and so no shorter. */
  void join() {
    joined = true;
  }

  /** Says that it brings nearer what stands apart, and so shows keys that read as they did. */
  void nearer() {
    nearer = true;
  }

  /** Says that nobody knows whether it was written so: only a key told by itself counts. */
  void guess() {
    guessed = true;
  }

  public boolean isGuessed() {
    return guessed;
  }

  public boolean isNearer() {
    return nearer;
  }

  public boolean isJoined() {
    return joined;
  }

  /** Returns whether a key that begins at {@code at} is this piece's. */
  public boolean owns(int at) {
    return from[at] >= ownFrom && from[at] < ownTo;
  }

  public byte[] text() {
    return text;
  }

  public int size() {
    return size;
  }

  /** Returns where in the original the byte at {@code at} begins. */
  public int from(int at) {
    return from[at];
  }

  /** Returns where in the original the byte at {@code at} ends. */
  public int until(int at) {
    return until[at];
  }

  /** Returns whether the original reads otherwise from {@code start} to {@code end}. */
  public boolean changed(int start, int end) {
    return until[end - 1] - from[start] != end - start;
  }
}
