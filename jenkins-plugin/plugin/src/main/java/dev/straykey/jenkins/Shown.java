package dev.straykey.jenkins;

import java.util.Comparator;
import java.util.List;

/** The findings that a page shows: a browser does not draw a hundred thousand of them. */
final class Shown {
  static final int MOST = 1000;

  private static final Comparator<Row> IMPORTANT_FIRST =
      Comparator.comparing((Row row) -> !row.counts)
          .thenComparing(row -> !row.isOurs())
          .thenComparing(row -> !row.fresh);

  private Shown() {}

  /** Returns all of them as they are, or those that matter most where there are too many. */
  static List<Row> of(List<Row> rows) {
    return rows.size() <= MOST ? rows : rows.stream().sorted(IMPORTANT_FIRST).limit(MOST).toList();
  }

  static int more(List<Row> rows) {
    return Math.max(0, rows.size() - MOST);
  }
}
