package dev.straykey.decode;

import java.util.Arrays;

/** Places where a decoder's marks end, in ascending order. Reused. */
final class Marks {
  private int[] ends = new int[16];
  private int size;

  void clear() {
    size = 0;
  }

  /** Adds the place of a mark's last byte. */
  void add(int last) {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
    }
    ends[size++] = last;
  }

  int size() {
    return size;
  }

  /** Returns the place of the {@code i}-th mark's last byte. */
  int last(int i) {
    return ends[i];
  }
}
