package dev.straykey.scan;

import java.util.Arrays;

/** Parts of a text, in ascending order, none touching another. Reused. */
final class Parts {
  private int[] bounds = new int[64];
  private int size;

  void clear() {
    size = 0;
  }

  /**
   * Adds what stands from {@code from} to {@code to}; what overlaps the last part is one with it.
   */
  void add(int from, int to) {
    if (size > 0 && bounds[2 * size - 1] >= from) {
      bounds[2 * size - 1] = Math.max(bounds[2 * size - 1], to);
      return;
    }
    if (2 * size + 2 > bounds.length) {
      bounds = Arrays.copyOf(bounds, bounds.length * 2);
    }
    bounds[2 * size] = from;
    bounds[2 * size + 1] = to;
    size++;
  }

  int size() {
    return size;
  }

  int from(int i) {
    return bounds[2 * i];
  }

  int to(int i) {
    return bounds[2 * i + 1];
  }
}
