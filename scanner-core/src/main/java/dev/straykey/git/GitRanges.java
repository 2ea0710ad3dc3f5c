package dev.straykey.git;

import java.util.Arrays;

/**
 * Where a text made by a delta differs from its base, and where in it the base's spots are: begin
 * and end by turns. Reused.
 */
public final class GitRanges {
  /** Beyond so many the whole text may be looked at as well. */
  private static final int MOST = 1 << 17;

  private int[] bounds = new int[64];
  private int size;
  private int[] spots = new int[0];
  private int[] moved = new int[16];
  private int found;

  /**
   * @param baseSpots begin and end of each, by turns
   */
  void begin(int[] baseSpots) {
    size = 0;
    found = 0;
    spots = baseSpots;
  }

  /** Returns whether there are more than are kept, so that they say nothing. */
  boolean isTooMany() {
    return size >= MOST || found >= MOST;
  }

  /** Takes note of what is copied from the base: what of its spots is in it moves along. */
  void copied(int from, int length, int to) {
    for (int i = firstSpot(from); i < spots.length && spots[i] < from + length; i += 2) {
      if (found >= MOST) {
        return;
      }
      if (found + 2 > moved.length) {
        moved = Arrays.copyOf(moved, found * 2);
      }
      moved[found++] = Math.max(from, spots[i]) - from + to;
      moved[found++] = Math.min(from + length, spots[i + 1]) - from + to;
    }
  }

  /** Returns the number of the first spot that ends behind {@code from}. */
  private int firstSpot(int from) {
    int low = 0;
    int high = spots.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spots[2 * middle + 1] > from) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return 2 * low;
  }

  /** Adds a part that begins at or behind the last one's end; an empty one is a seam. */
  void add(int from, int to) {
    if (size > 0 && bounds[size - 1] >= from) {
      bounds[size - 1] = Math.max(bounds[size - 1], to);
      return;
    }
    if (size >= MOST) {
      return;
    }
    if (size + 2 > bounds.length) {
      bounds = Arrays.copyOf(bounds, size * 2);
    }
    bounds[size++] = from;
    bounds[size++] = to;
  }

  /** Returns whether something is new, or gone, before {@code at}. */
  public boolean begins(int at) {
    return size > 0 && bounds[0] < at;
  }

  /**
   * Returns whether a byte before {@code end} may be zero that was not before: new, or moved there
   * from behind.
   */
  public boolean anyZero(byte[] bytes, int end) {
    // From the first change on, what stood further behind may have moved into the beginning.
    int from = size == 0 ? end : bounds[0];
    for (int i = from; i < end; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns both, in ascending order; they may overlap. */
  public int[] toArray() {
    if (found == 0) {
      return Arrays.copyOf(bounds, size);
    }
    int[] all = new int[size + found];
    int a = 0;
    int b = 0;
    for (int i = 0; i < all.length; i += 2) {
      boolean change = b == found || (a < size && bounds[a] <= moved[b]);
      all[i] = change ? bounds[a++] : moved[b++];
      all[i + 1] = change ? bounds[a++] : moved[b++];
    }
    return all;
  }
}
