package dev.straykey.decode;

import java.util.List;

/**
 * Rows that a statement puts into a table whose columns it names: {@code INSERT INTO t (a,
 * password) VALUES ('…', '…')}, {@code REPLACE INTO}, and {@code COPY t (…) FROM stdin} as dumps of
 * PostgreSQL have it. What is put into a column that tells a secret is looked at as the value of
 * that name, up to {@link TableText#FAR} behind the mark.
 */
final class InsertedRows implements Decoder {
  private static final int LONGEST_NAME = 160;
  private static final int LONGEST_COLUMNS = 2048;

  /** What stands so near to a mark is looked at anyway where a text differs in it. */
  private static final int NEAR = 200;

  /** What it takes to look at a mark, and at a byte of what follows, in steps. */
  private static final int MARK = 64;

  private static final int EACH = 4;

  private final Cells columns = new Cells();
  private final Cells row = new Cells();
  private final CellText cells = new CellText();

  /** How far from the mark the names of the columns were read. */
  private int reached;

  /** How far what rows hold was handed over, and how far they were read. */
  private int given;

  private int readTo;

  private long doneTo;

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public List<String> marks() {
    return List.of("insert into", "replace into", "insert ignore into", "from stdin;");
  }

  @Override
  public void begin() {
    doneTo = 0;
  }

  @Override
  public boolean looksFar(byte[] text, int last, int to) {
    reached = 0;
    boolean tells = columnsEnd(text, last, to) > 0 && Heads.labels(text, columns) != null;
    return tells || reached > NEAR;
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    int to = window.to();
    for (int i = 0; i < marks.size() && sink.took(MARK + (long) EACH * reached); i++) {
      int mark = marks.last(i);
      reached = 0;
      int at = window.base() + mark < doneTo ? -1 : columnsEnd(text, mark, to);
      String[] labels = at < 0 ? null : Heads.labels(text, columns);
      if (labels != null) {
        int bound = (int) Math.min(to, (long) mark + TableText.FAR);
        cells.clear();
        given = mark;
        if (text[mark] == ';') {
          readTo = copied(text, mark + 1, bound, labels, sink);
          doneTo = window.base() + readTo;
        } else {
          inserted(text, at, bound, labels, sink);
        }
        give(readTo, sink);
      }
    }
  }

  /** Reads the names of the columns; returns where what follows them begins, -1 without any. */
  private int columnsEnd(byte[] text, int last, int to) {
    return text[last] == ';' ? columnsBefore(text, last) : columnsBehind(text, last, to);
  }

  private int columnsBehind(byte[] text, int last, int to) {
    int most = Math.min(to, last + LONGEST_NAME);
    int open = last + 1;
    while (open < most && text[open] != '(' && (isOfName(text[open]) || isSpace(text[open]))) {
      open++;
    }
    if (open >= most || text[open] != '(') {
      return -1;
    }
    int close = Math.min(to, open + LONGEST_COLUMNS);
    int end = open + 1;
    while (end < close && (isOfName(text[end]) || isSpace(text[end]) || text[end] == ',')) {
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
    columns.clear();
    int cell = from;
    for (int i = from; i <= to; i++) {
      if (i == to || text[i] == ',') {
        columns.add(text, cell, i);
        int column = columns.size() - 1;
        columns.unwrap(text, column);
        if (columns.from(column) < columns.to(column) && text[columns.from(column)] == '[') {
          columns.dropFirst(column);
        }
        cell = i + 1;
      }
    }
    return columns.size() > 1;
  }

  /** Hands over what the rows hold up to {@code end}; returns whether to go on. */
  private boolean give(int end, Sink sink) {
    boolean goesOn = sink.took((long) EACH * (end - given));
    if (goesOn) {
      cells.give(sink);
    }
    cells.clear();
    given = end;
    return goesOn;
  }

  private void inserted(byte[] text, int from, int bound, String[] labels, Sink sink) {
    readTo = from;
    int at = skip(text, from, bound);
    at = word(text, at, bound, "values");
    while (at >= 0 && at < bound && (!cells.isFull() || give(at, sink))) {
      at = skip(text, at, bound);
      int most = Math.min(bound, at + TableText.REACH);
      at = at < bound && text[at] == '(' ? readRow(text, at + 1, most) : -1;
      if (at >= 0 && row.size() == labels.length) {
        for (int i = 0; i < labels.length; i++) {
          String label = labels[i];
          if (label != null && isLiteral(text, i)) {
            cells.add(label, text, row.from(i), row.to(i), true);
          }
        }
      }
      at = at < 0 ? -1 : skip(text, at, bound);
      at = at >= 0 && at < bound && text[at] == ',' ? at + 1 : -1;
    }
  }

  /** Reads the values of a row; returns where it ends, -1 when it does not. */
  private int readRow(byte[] text, int from, int bound) {
    row.clear();
    int depth = 0;
    int cell = from;
    for (int i = from; i < bound; i++) {
      readTo = i;
      byte b = text[i];
      if (b == '\'' || b == '"') {
        i = Cells.closing(text, i, bound);
      } else if (b == '(') {
        depth++;
      } else if (b == ')' && depth > 0) {
        depth--;
      } else if ((b == ',' && depth == 0) || b == ')') {
        addTrimmed(text, cell, i);
        cell = i + 1;
        if (b == ')') {
          return i + 1;
        }
      } else if (b == ';') {
        return -1;
      }
    }
    return -1;
  }

  private void addTrimmed(byte[] text, int from, int to) {
    int start = skip(text, from, to);
    int end = to;
    while (end > start && isSpace(text[end - 1])) {
      end--;
    }
    row.add(text, start, end);
  }

  /** A string, which is then what stands in its quotes; {@code N'…'} and {@code E'…'} too. */
  private boolean isLiteral(byte[] text, int cell) {
    int from = row.from(cell);
    int to = row.to(cell);
    if (to - from > 3 && "NnEe".indexOf(text[from]) >= 0 && text[from + 1] == '\'') {
      row.dropFirst(cell);
      from++;
    }
    boolean quoted =
        to - from > 2
            && (text[from] == '\'' || text[from] == '"')
            && Cells.closing(text, from, to) == to - 1;
    if (quoted) {
      row.unwrap(text, cell);
    }
    return quoted;
  }

  /** Returns where the rows end. */
  private int copied(byte[] text, int from, int bound, String[] labels, Sink sink) {
    int at = Bytes.next(text, from, Math.min(bound, from + TableText.REACH), (byte) '\n') + 1;
    while (at < bound && text[at] != '\\' && (!cells.isFull() || give(at, sink))) {
      int most = Math.min(bound, at + TableText.REACH);
      int end = Bytes.next(text, at, most, (byte) '\n');
      if (end == most) {
        return at;
      }
      row.clear();
      int cell = at;
      for (int i = at; i <= end; i++) {
        if (i == end || text[i] == '\t') {
          row.add(text, cell, i);
          cell = i + 1;
        }
      }
      if (row.size() != labels.length) {
        return at;
      }
      for (int i = 0; i < labels.length; i++) {
        String label = labels[i];
        if (label != null) {
          cells.add(label, text, row.from(i), row.to(i), true);
        }
      }
      at = end + 1;
    }
    return at;
  }

  private static int word(byte[] text, int at, int to, String word) {
    if (at + word.length() >= to) {
      return -1;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text[at + i] | 0x20) != word.charAt(i)) {
        return -1;
      }
    }
    return at + word.length();
  }

  private static int skip(byte[] text, int from, int to) {
    int i = from;
    while (i < to && isSpace(text[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte b) {
    return Cells.isBlank(b) || b == '\n';
  }

  private static boolean isOfName(byte b) {
    return Bytes.is(b, Bytes.NAME) || b < 0 || ".`\"[]$".indexOf(b) >= 0;
  }
}
