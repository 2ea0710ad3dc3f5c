package dev.straykey.decode;

import org.jspecify.annotations.Nullable;

/**
 * The columns that a statement names before it puts rows into them: {@code INSERT INTO t (a,
 * password)}, {@code COPY t (a, password) FROM stdin;}. Reused.
 */
final class InsertedColumns {
  private static final int LONGEST_NAME = 160;
  private static final int LONGEST_COLUMNS = 2048;

  private final Cells names = new Cells();

  /** How far from the mark the names of the columns were read. */
  private int reached;

  int reached() {
    return reached;
  }

  /** Returns the name under which each column is looked at; null when none holds secrets. */
  String @Nullable [] labels(byte[] text) {
    return Heads.labels(text, names);
  }

  /** Reads the names of the columns; returns where what follows them begins, -1 without any. */
  int read(byte[] text, int last, int to) {
    reached = 0;
    return text[last] == ';' ? columnsBefore(text, last) : columnsBehind(text, last, to);
  }

  private int columnsBehind(byte[] text, int last, int to) {
    int most = Math.min(to, last + LONGEST_NAME);
    int open = last + 1;
    while (open < most
        && text[open] != '('
        && (isOfName(text[open]) || InsertedRows.isSpace(text[open]))) {
      open++;
    }
    if (open >= most || text[open] != '(') {
      return -1;
    }
    int close = Math.min(to, open + LONGEST_COLUMNS);
    int end = open + 1;
    while (end < close
        && (isOfName(text[end]) || InsertedRows.isSpace(text[end]) || text[end] == ',')) {
      end++;
    }
    reached = end - last;
    return end < close && text[end] == ')' && readColumns(text, open + 1, end) ? end + 1 : -1;
  }

  /** {@code COPY name (…) FROM stdin;}, a line of its own. */
  private int columnsBefore(byte[] text, int last) {
    int least = Math.max(0, last - LONGEST_COLUMNS);
    int end = last;
    while (end > least && text[end] != ')' && text[end] != '\n') {
      end--;
    }
    int open = end;
    while (open > least && text[open] != '(' && text[open] != '\n') {
      open--;
    }
    reached = last - open;
    return text[end] == ')' && text[open] == '(' && readColumns(text, open + 1, end)
        ? last + 1
        : -1;
  }

  private boolean readColumns(byte[] text, int from, int to) {
    names.clear();
    int cell = from;
    for (int i = from; i <= to; i++) {
      if (i == to || text[i] == ',') {
        names.add(text, cell, i);
        int column = names.size() - 1;
        names.unwrap(text, column);
        if (names.from(column) < names.to(column) && text[names.from(column)] == '[') {
          names.dropFirst(column);
        }
        cell = i + 1;
      }
    }
    return names.size() > 1;
  }

  private static boolean isOfName(byte b) {
    return Bytes.is(b, Bytes.NAME) || b < 0 || ".`\"[]$".indexOf(b) >= 0;
  }
}
