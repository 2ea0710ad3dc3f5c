package dev.straykey.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the texts that are come by one after another are read, and which of these a later run
 * has to read again.
 */
final class TextChoice {
  /** Which of them are read, counted from 0, ascending; null for all. */
  private int @Nullable [] only;

  /** Which of them are read, by item of their origin; null for all. */
  private @Nullable Set<String> wanted;

  private final List<Integer> again = new ArrayList<>();
  private int texts;

  /** Begins to count anew; {@code which} are read, null for all. */
  void begin(int @Nullable [] which) {
    only = which;
    texts = 0;
    again.clear();
  }

  void want(@Nullable Set<String> items) {
    wanted = items;
  }

  /** Returns whether something is wanted that lies in {@code path}. */
  boolean wants(String path) {
    Set<String> items = wanted;
    if (items == null) {
      return true;
    }
    for (String item : items) {
      if (item.startsWith(path)) {
        return true;
      }
    }
    return false;
  }

  /** Counts the next text; returns whether it is read. */
  boolean next() {
    int which = texts++;
    return only == null || Arrays.binarySearch(only, which) >= 0;
  }

  /** Notes that a later run has to read the last text, too. */
  void readAgain() {
    int which = texts - 1;
    if (again.isEmpty() || again.get(again.size() - 1) != which) {
      again.add(which);
    }
  }

  /** Returns what {@link #readAgain} noted, counted from 0; ascending. */
  int[] again() {
    return again.stream().mapToInt(Integer::intValue).toArray();
  }
}
