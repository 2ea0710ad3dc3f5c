package dev.straykey.scan;

import dev.straykey.decode.Bytes;

/**
 * The parts of a text that must be looked at when all else stood, in the same surroundings, in a
 * text that was looked at. Reused.
 *
 * <p>A key that is new touches something new, or something that is new stands near enough to it to
 * have made the difference. So around each change there is looked as far as a rule may look, and on
 * to where no token is cut. Where a rule looked further than that, a keyword from which one may
 * look further back, and what was found, is one of the text's {@link Spots}, and counts as changed.
 */
final class Changes {
  /** A rule whose matches may be longer looks too far for this. */
  static final int LONGEST_MATCH = 200;

  /** Longest match, or the words before it, and what stands around those. */
  static final int AROUND = LONGEST_MATCH + 64;

  private static final int LONGEST_RUN = 16 * 1024;

  private final Parts parts = new Parts();

  /**
   * Finds the parts to look at.
   *
   * @param changed where what is to be looked at begins and ends, by turns, in ascending order;
   *     both are equal where something is gone
   * @return false when the whole text is to be looked at
   */
  boolean of(byte[] text, int length, int[] changed) {
    parts.clear();
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
      parts.add(from, to);
    }
    return true;
  }

  /** Takes all of a text. */
  void whole(int length) {
    parts.clear();
    parts.add(0, length);
  }

  /** Returns the parts. */
  Parts parts() {
    return parts;
  }
}
