package dev.straykey.report;

/**
 * How {@link TextReport} looks.
 *
 * @param colour whether ANSI colours are written
 * @param width columns after which sentences wrap, at least 40; 0 for never. A path or a link is
 *     never broken
 * @param verbose whether every place, skipped entry and accepted finding is listed
 */
public record TextStyle(boolean colour, int width, boolean verbose) {

  /** For a file or a pipe: no colour, no wrapping, the short lists. */
  public static final TextStyle PLAIN = new TextStyle(false, 0, false);

  public TextStyle {
    width = width <= 0 ? 0 : Math.max(40, width);
  }
}
