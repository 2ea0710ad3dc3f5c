package dev.straykey.decode;

/** The cells of one row of a table, without what surrounds their text. Reused. */
final class Cells {
  /** No table that people read has more columns. */
  private static final int MOST = 64;

  private static final int LONGEST_ROW = 4096;

  private final int[] from = new int[MOST];
  private final int[] to = new int[MOST];
  private int size;
  private int end;
  private boolean isTooWide;

  void clear() {
    size = 0;
    isTooWide = false;
  }

  int size() {
    return size;
  }

  int from(int cell) {
    return from[cell];
  }

  int to(int cell) {
    return to[cell];
  }

  /** Returns where the row's line ends, its line feed not counted. */
  int end() {
    return end;
  }

  /** Adds a cell, as long as there are not too many. */
  void add(byte[] text, int start, int until) {
    if (size == MOST) {
      isTooWide = true;
      return;
    }
    int a = start;
    int b = until;
    while (a < b && isBlank(text[a])) {
      a++;
    }
    while (a < b && isBlank(text[b - 1])) {
      b--;
    }
    from[size] = a;
    to[size] = b;
    size++;
  }

  /** Takes the first byte from the cell. */
  void dropFirst(int cell) {
    from[cell]++;
  }

  /** Takes from the cell what stands on both sides of its text: quotes, stars, braces. */
  void unwrap(byte[] text, int cell) {
    while (to[cell] - from[cell] > 2) {
      byte first = text[from[cell]];
      byte last = text[to[cell] - 1];
      boolean wraps =
          ((first == '"' || first == '\'' || first == '`' || first == '*') && first == last)
              || (first == '{'
                  && last == '}'
                  && to[cell] - from[cell] > 4
                  && text[from[cell] + 1] == first
                  && text[to[cell] - 2] == last);
      if (!wraps) {
        return;
      }
      int width = first == '{' ? 2 : 1;
      from[cell] += width;
      to[cell] -= width;
    }
  }

  /**
   * Reads the cells of {@code | a | b |} or {@code a | b}.
   *
   * @param doubled whether two bars are as good as one
   * @return false when it is no row of a table
   */
  boolean barred(byte[] text, int start, int until, boolean doubled) {
    clear();
    end = until;
    int last = until;
    int i = start;
    while (i < last && (isBlank(text[i]) || text[i] == '>' || text[i] == '#')) {
      i++;
    }
    while (last > i && isBlank(text[last - 1])) {
      last--;
    }
    if (i < last && text[i] == '|') {
      i += doubled && i + 1 < last && text[i + 1] == '|' ? 2 : 1;
    }
    if (last > i && text[last - 1] == '|' && !(last - 1 > i && text[last - 2] == '\\')) {
      last -= doubled && last - 1 > i && text[last - 2] == '|' ? 2 : 1;
    }
    int cell = i;
    boolean any = false;
    for (; i < last; i++) {
      if (text[i] == '\\') {
        i++;
      } else if (text[i] == '|') {
        any = true;
        add(text, cell, i);
        if (doubled && i + 1 < last && text[i + 1] == '|') {
          i++;
        }
        cell = i + 1;
      }
    }
    if (cell <= last) {
      add(text, cell, last);
    }
    return any && size > 1 && !isTooWide;
  }

  /**
   * Reads a record whose cells a sign separates; in quotes the sign counts for nothing, nor does a
   * line's end.
   *
   * @param most where the record ends at the latest
   * @return false when it does not end there
   */
  boolean separated(byte[] text, int start, int most, byte separator) {
    clear();
    int limit = Math.min(most, start + LONGEST_ROW);
    int cell = start;
    int i = start;
    while (true) {
      if (i < limit && text[i] == '"' && i == cell) {
        i = behindQuotes(text, i, limit);
        if (i < 0) {
          return false;
        }
      }
      while (i < limit && text[i] != separator && text[i] != '\n') {
        i++;
      }
      add(text, cell, i);
      if (i == limit || text[i] == '\n') {
        end = i;
        return (i < limit || limit == most) && !isTooWide;
      }
      cell = ++i;
    }
  }

  private static int behindQuotes(byte[] text, int quote, int limit) {
    for (int i = quote + 1; i < limit; i++) {
      if (text[i] == '"') {
        if (i + 1 < limit && text[i + 1] == '"') {
          i++;
        } else {
          return i + 1;
        }
      }
    }
    return -1;
  }

  /** Returns where a string of a statement closes, {@code bound} when it does not. */
  static int closing(byte[] text, int quote, int bound) {
    for (int i = quote + 1; i < bound; i++) {
      if (text[i] == '\\') {
        i++;
      } else if (text[i] == text[quote]) {
        if (i + 1 < bound && text[i + 1] == text[quote]) {
          i++;
        } else {
          return i;
        }
      }
    }
    return bound;
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
