package dev.straykey.scan;

import java.util.Arrays;

/**
 * The parts of a text that must be looked at when all else stood, in the same surroundings, in a
 * text that was looked at. Reused.
 *
 * <p>A key that is new touches something new, or something that is new stands near enough to it to
 * have made the difference. So around each change there is looked as far as a rule may look, and on
 * to where no token is cut. Where a rule looked further than that, and where something was found,
 * is one of the text's {@link Spots}, and counts as changed.
 */
final class Changes {
  /** A rule whose matches may be longer looks too far for this. */
  static final int LONGEST_MATCH = 200;

  /** Longest match, or the words before it, and what stands around those. */
  private static final int AROUND = LONGEST_MATCH + 64;

  private static final int LONGEST_RUN = 16 * 1024;

  private int[] windows = new int[32];
  private int size;

  /**
   * Finds the parts to look at.
   *
   * @param changed where what is to be looked at begins and ends, by turns, in ascending order;
   *     both are equal where something is gone
   * @return false when the whole text is to be looked at
   */
  boolean of(byte[] text, int length, int[] changed) {
    size = 0;
    int looked = 0;
    for (int i = 0; i + 1 < changed.length; i += 2) {
      int from = Math.max(0, changed[i] - AROUND);
      int to = Math.min(length, changed[i + 1] + AROUND);
      int least = Math.max(0, from - LONGEST_RUN);
      while (from > least && Bytes.is(text[from - 1], Bytes.TOKEN)) {
        from--;
      }
      int most = Math.min(length, to + LONGEST_RUN);
      while (to < most && Bytes.is(text[to], Bytes.TOKEN)) {
        to++;
      }
      if ((from == least && from > 0) || (to == most && to < length)) {
        return false;
      }
      if (size > 0 && windows[2 * size - 1] >= from) {
        looked += Math.max(0, to - windows[2 * size - 1]);
        windows[2 * size - 1] = Math.max(windows[2 * size - 1], to);
      } else {
        add(from, to);
        looked += to - from;
      }
      if (looked > length / 8 * 7) {
        return false;
      }
    }
    return true;
  }

  private void add(int from, int to) {
    if (2 * size + 2 > windows.length) {
      windows = Arrays.copyOf(windows, windows.length * 2);
    }
    windows[2 * size] = from;
    windows[2 * size + 1] = to;
    size++;
  }

  int size() {
    return size;
  }

  int from(int i) {
    return windows[2 * i];
  }

  int to(int i) {
    return windows[2 * i + 1];
  }
}
