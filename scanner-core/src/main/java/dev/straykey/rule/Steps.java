package dev.straykey.rule;

import com.google.re2j.Pattern;

/**
 * What it takes to try patterns: counted, not timed, so that it is the same on every machine. For
 * one thread.
 *
 * <p><b>Units:</b> a step is one look-up in a table, about a nanosecond. RE2J looks at each byte
 * three times and takes some ten for each, more the more ways through its pattern may be open at
 * once.
 */
public final class Steps {
  private static final int RE2J_LOOK = 10;

  /** So many instructions of a pattern make a look dearer by one step. */
  private static final int RE2J_INSTRUCTIONS = 16;

  private long count;
  private long furthest;

  /** Forgets what was counted. */
  public void clear() {
    count = 0;
    furthest = 0;
  }

  /**
   * Counts looks at bytes from one place on, as many of them at most.
   *
   * @param each steps that each took
   */
  public void look(long looks, int each) {
    count += looks * each;
    furthest = Math.max(furthest, looks);
  }

  /** Counts steps that were no walk over the text. */
  public void add(long steps) {
    count += steps;
  }

  /** Returns how many steps were counted. */
  public long count() {
    return count;
  }

  /** Returns how many bytes anything looked at, at most, from one place on. */
  public long furthest() {
    return furthest;
  }

  /** Returns how many steps {@code pattern} takes for a look at a byte. */
  public static int ofRe2j(Pattern pattern) {
    return RE2J_LOOK + pattern.programSize() / RE2J_INSTRUCTIONS;
  }
}
