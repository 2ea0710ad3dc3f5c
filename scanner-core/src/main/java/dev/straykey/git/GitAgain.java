package dev.straykey.git;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an object is read again in which something was found. */
public final class GitAgain {
  private static final int[] EVERYWHERE = {};

  private final int[] spots;
  private final int @Nullable [] entries;

  /**
   * Remembers of an object what is looked at again.
   *
   * @param spots where it is looked at, begin and end by turns; null for everywhere
   * @param entries which of an archive's texts are read, counted from 0, ascending; null for all
   */
  public GitAgain(int @Nullable [] spots, int @Nullable [] entries) {
    this.spots = spots == null ? EVERYWHERE : spots;
    this.entries = entries;
  }

  /** Returns where it differs, as it were, from itself; null when all of it is looked at. */
  public @Nullable GitRanges ranges() {
    if (spots.length == 0) {
      return null;
    }
    var ranges = new GitRanges();
    for (int i = 0; i < spots.length; i += 2) {
      ranges.add(spots[i], spots[i + 1]);
    }
    return ranges;
  }

  public int @Nullable [] entries() {
    return entries;
  }

  /**
   * Reads what {@link #text} put down.
   *
   * @throws NumberFormatException when it is something else
   */
  public static GitAgain parse(String text) {
    String[] parts = text.split(":", -1);
    int[] spots = new int[parts.length / 2 * 2];
    for (int i = 0; i + 1 < spots.length; i += 2) {
      spots[i] = Integer.parseInt(parts[i + 1]);
      long end = spots[i] + Long.parseLong(parts[i + 2]);
      if (spots[i] < (i == 0 ? 0 : spots[i - 1]) || end < spots[i] || end > Integer.MAX_VALUE) {
        throw new NumberFormatException("out of order");
      }
      spots[i + 1] = (int) end;
    }
    return new GitAgain(spots, entries(parts[0]));
  }

  private static int @Nullable [] entries(String text) {
    return text.isEmpty()
        ? null
        : Arrays.stream(text.split("!", -1))
            .filter(part -> !part.isEmpty())
            .mapToInt(Integer::parseInt)
            .sorted()
            .toArray();
  }

  /** Returns {@code !ENTRY…} or {@code :BEGIN:LENGTH…}, or nothing. */
  public String text() {
    var text = new StringBuilder();
    if (entries != null) {
      text.append('!')
          .append(
              Arrays.stream(entries).mapToObj(String::valueOf).collect(Collectors.joining("!")));
    }
    for (int i = 0; i + 1 < spots.length; i += 2) {
      text.append(':').append(spots[i]).append(':').append(spots[i + 1] - spots[i]);
    }
    return text.toString();
  }
}
