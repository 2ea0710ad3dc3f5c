package dev.straykey.scan;

import java.util.Arrays;

/**
 * Leaves of the parts of a text that are to be looked at what is {@link Familiar}. One thread's.
 */
final class NewParts {
  /** Parts that stand so near to one another are cut as one: they share what stands around. */
  private static final int NEAR = 1024;

  /** Less than this is looked at sooner than it is cut. */
  private static final int LITTLE = 768;

  private final Familiar familiar;
  private final Pieces pieces;
  private final Parts left = new Parts();
  private int[] bounds = new int[64];
  private long[] keys = new long[32];
  private int size;

  NewParts(Familiar familiar) {
    this.familiar = familiar;
    this.pieces = new Pieces(familiar.secret());
  }

  /** Returns what is left of {@code parts}. */
  Parts of(byte[] text, int length, Parts parts) {
    left.clear();
    size = 0;
    int n = parts.size();
    for (int i = 0; i < n; ) {
      int last = i;
      while (last + 1 < n && parts.from(last + 1) - parts.to(last) < NEAR) {
        last++;
      }
      if (parts.to(last) - parts.from(i) < LITTLE) {
        left.add(parts.from(i), parts.to(last));
      } else {
        pieces.cut(text, length, parts.from(i), parts.to(last));
        group(parts, i, last);
      }
      i = last + 1;
    }
    return left;
  }

  private void group(Parts parts, int first, int last) {
    int part = first;
    for (int p = 0; p < pieces.size(); p++) {
      int from = pieces.start(p);
      int to = pieces.end(p);
      while (part <= last && parts.to(part) <= from) {
        part++;
      }
      if (part > last) {
        return;
      }
      if (parts.from(part) >= to) {
        continue;
      }
      long key = pieces.key(p);
      if (key != 0 && familiar.has(key)) {
        continue;
      }
      if (key != 0) {
        note(from, to, key);
      }
      for (int i = part; i <= last && parts.from(i) < to; i++) {
        left.add(Math.max(from, parts.from(i)), Math.min(to, parts.to(i)));
      }
    }
    // Behind the last piece there may be lines that make none.
    int cutTo = pieces.size() == 0 ? 0 : pieces.end(pieces.size() - 1);
    for (int i = part; i <= last; i++) {
      if (parts.to(i) > cutTo) {
        left.add(Math.max(cutTo, parts.from(i)), parts.to(i));
      }
    }
  }

  private void note(int from, int to, long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      bounds = Arrays.copyOf(bounds, size * 4);
    }
    bounds[2 * size] = from;
    bounds[2 * size + 1] = to;
    keys[size++] = key;
  }

  /**
   * Says that what was left was looked at; it is familiar from now on.
   *
   * @param spots of the text, by which nothing becomes so
   */
  void seen(int[] spots) {
    int spot = 0;
    for (int i = 0; i < size; i++) {
      int from = bounds[2 * i] - Pieces.AROUND;
      int to = bounds[2 * i + 1] + Pieces.AROUND;
      while (spot < spots.length && spots[spot + 1] < from) {
        spot += 2;
      }
      if (spot >= spots.length || spots[spot] > to) {
        familiar.add(keys[i]);
      }
    }
  }
}
