package dev.straykey.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What some things may take of one text, each and all together, in steps. Reused. */
final class Share {
  private final int things;

  private long own;
  private long left;
  private long @Nullable [] counted;
  private boolean @Nullable [] over;
  private boolean isTouched;

  /**
   * @param things how many there are; they are numbered from 0
   */
  Share(int things) {
    this.things = things;
  }

  /**
   * Begins a text.
   *
   * @param each what one may take
   * @param all what they may take together
   */
  void begin(long each, long all) {
    own = each;
    left = all;
    if (isTouched && counted != null && over != null) {
      Arrays.fill(counted, 0);
      Arrays.fill(over, false);
      isTouched = false;
    }
  }

  /** Allows more of the same text. */
  void more(long each, long all) {
    own += each;
    left += all;
  }

  boolean isOver(int thing) {
    return over != null && over[thing];
  }

  /**
   * Counts what one took.
   *
   * @return whether it is given up from now on: that, or all together, is too much
   */
  boolean take(int thing, long steps) {
    long[] by = counted;
    boolean[] done = over;
    if (by == null || done == null) {
      by = new long[things];
      done = new boolean[things];
      counted = by;
      over = done;
    }
    isTouched = true;
    left -= steps;
    by[thing] += steps;
    if (done[thing] || (by[thing] <= own && left >= 0)) {
      return false;
    }
    done[thing] = true;
    return true;
  }

  /** Returns the largest part that one took of what it may, 0 to 1 and more. */
  double fullest() {
    long most = 0;
    for (long each : counted == null ? new long[0] : counted) {
      most = Math.max(most, each);
    }
    return own == 0 ? 0 : (double) most / own;
  }
}
