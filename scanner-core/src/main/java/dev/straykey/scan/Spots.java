package dev.straykey.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a text must be looked at again in another one that differs from it little: where something
 * was found, and where a rule looked further than {@link Changes#LONGEST_MATCH}. Reused.
 */
final class Spots {
  private static final int MOST = 1024;
  private static final int[] NONE = new int[0];

  /** Begin and end of each, packed, so that they sort. */
  private long[] spots = new long[16];

  private int size;

  void clear() {
    size = 0;
  }

  /** Adds what stands from {@code start} to {@code end}. */
  void add(int start, int end) {
    if (size > MOST || (size > 0 && spots[size - 1] == pack(start, end))) {
      return;
    }
    if (size == spots.length) {
      spots = Arrays.copyOf(spots, size * 2);
    }
    spots[size++] = pack(start, end);
  }

  private static long pack(int start, int end) {
    return ((long) start << 32) | end;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * Returns begin and end by turns, in ascending order; what overlaps is one. Null when there are
   * so many that the whole text may be looked at as well.
   */
  int @Nullable [] toArray() {
    if (size == 0) {
      return NONE;
    }
    if (size > MOST) {
      return null;
    }
    Arrays.sort(spots, 0, size);
    int[] bounds = new int[2 * size];
    int n = 0;
    for (int i = 0; i < size; i++) {
      int start = (int) (spots[i] >>> 32);
      int end = (int) spots[i];
      if (n > 0 && bounds[n - 1] >= start) {
        bounds[n - 1] = Math.max(bounds[n - 1], end);
      } else {
        bounds[n++] = start;
        bounds[n++] = end;
      }
    }
    return n == bounds.length ? bounds : Arrays.copyOf(bounds, n);
  }
}
