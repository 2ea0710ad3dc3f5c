package dev.straykey.source;

import java.util.Arrays;

/** Where a text made by a delta differs from its base: begin and end by turns. Reused. */
final class GitRanges {
  private int[] bounds = new int[64];
  private int size;

  void clear() {
    size = 0;
  }

  /** Adds a part that begins at or behind the last one's end; an empty one is a seam. */
  void add(int from, int to) {
    if (size > 0 && bounds[size - 1] >= from) {
      bounds[size - 1] = Math.max(bounds[size - 1], to);
      return;
    }
    if (size + 2 > bounds.length) {
      bounds = Arrays.copyOf(bounds, size * 2);
    }
    bounds[size++] = from;
    bounds[size++] = to;
  }

  /** Returns whether something is new, or gone, before {@code at}. */
  boolean begins(int at) {
    return size > 0 && bounds[0] < at;
  }

  /**
   * Returns whether a byte before {@code end} may be zero that was not before: new, or moved there
   * from behind.
   */
  boolean anyZero(byte[] bytes, int end) {
    // From the first change on, what stood further behind may have moved into the beginning.
    int from = size == 0 ? end : bounds[0];
    for (int i = from; i < end; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  int[] toArray() {
    return Arrays.copyOf(bounds, size);
  }
}
