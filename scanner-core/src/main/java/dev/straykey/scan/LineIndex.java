package dev.straykey.scan;

import java.util.Arrays;

/**
 * Where lines stand in a text, noted every {@link #BLOCK} bytes as far as anybody asked: a place is
 * told in so many steps, wherever the one before it was.
 */
final class LineIndex {
  private static final int BLOCK = 256;
  private static final int[] NONE = new int[0];

  /** For each block, the lines that end before it, and the characters behind the last of them. */
  private int[] lines = NONE;

  private int[] columns = NONE;

  /** Of so many blocks it is known; of the first it always is. */
  private int known = 1;

  /** Forgets the text before. */
  void clear() {
    known = 1;
  }

  /** Returns how many lines end before {@code at}. */
  int linesBefore(byte[] text, int at) {
    int block = block(text, at);
    int n = lines[block];
    for (int i = block * BLOCK; i < at; i++) {
      n += text[i] == '\n' ? 1 : 0;
    }
    return n;
  }

  /** Returns how many Unicode characters stand between the end of a line before and {@code at}. */
  int columnsBefore(byte[] text, int at) {
    int block = block(text, at);
    return characters(text, block * BLOCK, at, columns[block]);
  }

  private static int characters(byte[] text, int from, int to, int before) {
    int n = before;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      n = b == '\n' ? 0 : (b & 0xc0) == 0x80 ? n : n + 1;
    }
    return n;
  }

  /** Returns the block of {@code at}, up to which all are known then. */
  private int block(byte[] text, int at) {
    int block = at / BLOCK;
    if (block >= lines.length) {
      int length = Math.max(block + 1, lines.length * 2);
      lines = Arrays.copyOf(lines, length);
      columns = Arrays.copyOf(columns, length);
    }
    while (known <= block) {
      int from = (known - 1) * BLOCK;
      int to = from + BLOCK;
      int n = lines[known - 1];
      for (int i = from; i < to; i++) {
        n += text[i] == '\n' ? 1 : 0;
      }
      lines[known] = n;
      columns[known] = characters(text, from, to, columns[known - 1]);
      known++;
    }
    return block;
  }
}
