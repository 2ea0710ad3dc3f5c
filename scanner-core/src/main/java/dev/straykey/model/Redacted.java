package dev.straykey.model;

import org.jspecify.annotations.Nullable;

/**
 * First and last characters of a key with a mask between: {@code sk_...3456}, {@code sk_…3456},
 * {@code AKIA************WXYZ}.
 *
 * @param prefix what is shown before the mask; may be empty, at most 24 characters
 * @param suffix what is shown behind it; may be empty, at most 8 characters
 */
public record Redacted(String prefix, String suffix) {
  private static final String MASKS = ".*•…";
  private static final int LONGEST_PREFIX = 24;
  private static final int LONGEST_SUFFIX = 8;
  private static final int FEWEST_SHOWN = 4;

  /** Returns the form, or null when it masks nothing, shows too much, or too little to tell. */
  public static @Nullable Redacted parse(String text) {
    int bestFrom = 0;
    int bestTo = 0;
    for (int from = 0; from < text.length(); from++) {
      int to = from;
      while (to < text.length() && MASKS.indexOf(text.charAt(to)) >= 0) {
        to++;
      }
      if (to - from > bestTo - bestFrom) {
        bestFrom = from;
        bestTo = to;
      }
      from = Math.max(from, to - 1);
    }
    boolean masks = bestTo - bestFrom >= 2 || (text.indexOf('…') == bestFrom && bestTo > bestFrom);
    int suffix = text.length() - bestTo;
    boolean fits = bestFrom <= LONGEST_PREFIX && suffix <= LONGEST_SUFFIX;
    return masks && fits && bestFrom + suffix >= FEWEST_SHOWN
        ? new Redacted(text.substring(0, bestFrom), text.substring(bestTo))
        : null;
  }

  /** Returns whether {@code key} begins and ends so, and is longer than what is shown. */
  public boolean fits(String key) {
    return key.length() > prefix.length() + suffix.length()
        && key.startsWith(prefix)
        && key.endsWith(suffix);
  }
}
