package dev.straykey.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a statement puts into a table whose columns it names: {@code INSERT INTO t (a,
 * password) VALUES ('…', '…')}, {@code REPLACE INTO}, and {@code COPY t (…) FROM stdin} as dumps of
 * PostgreSQL have it. What is put into a column that tells a secret is looked at as the value of
 * that name, up to {@link TableText#FAR} behind the mark, and on where less is in memory.
 */
final class InsertedRows implements Decoder {
  private static final String VALUES = "values";

  /** What stands so near to a mark is looked at anyway where a text differs in it. */
  private static final int NEAR = 200;

  /** What it takes to look at a mark, and at a byte of what follows, in steps. */
  private static final int MARK = 64;

  private static final int EACH = 4;

  private final InsertedColumns columns = new InsertedColumns();
  private final Cells row = new Cells();
  private final CellText cells = new CellText();

  /** How far what rows hold was handed over, and how far they were read. */
  private int given;

  private int readTo;

  private long doneTo;

  /** The rows behind what was in memory; null when the last ones ended there. */
  private @Nullable Rows open;

  /**
   * Rows that are to be read.
   *
   * @param at where in the text they begin
   * @param labels one for each column, null for one without secrets
   * @param copied whether each is a line
   * @param isBehind whether a row was read already
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Rows(long at, String[] labels, boolean copied, boolean isBehind) {}

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
    open = null;
  }

  @Override
  public boolean isOpen() {
    return open != null;
  }

  @Override
  public boolean looksFar(byte[] text, int last, int to) {
    boolean tells = columns.read(text, last, to) > 0 && columns.labels(text) != null;
    return tells || columns.reached() > NEAR;
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    int to = window.to();
    Rows further = open;
    open = null;
    if (further != null) {
      follow(window, further, sink);
    }
    for (int i = 0; i < marks.size() && sink.took(MARK + (long) EACH * columns.reached()); i++) {
      int mark = marks.last(i);
      int at = window.base() + mark < doneTo ? -1 : columns.read(text, mark, to);
      String[] labels = at < 0 ? null : columns.labels(text);
      if (labels != null) {
        boolean copied = text[mark] == ';';
        int first =
            copied ? nextLine(text, mark + 1, to) : word(text, skip(text, at, to), to, VALUES);
        if (first >= 0) {
          follow(window, new Rows(window.base() + first, labels, copied, false), sink);
        }
      }
    }
  }

  /** Hands over what the rows hold, as far as they are in memory. */
  private void follow(Window window, Rows rows, Sink sink) {
    int to = window.to();
    int at = (int) (rows.at() - window.base());
    int bound = (int) Math.min(to, (long) at + TableText.FAR);
    cells.clear();
    given = at;
    readTo = at;
    int end =
        rows.copied()
            ? copied(window, at, bound, rows, sink)
            : inserted(window, at, bound, rows, sink);
    if (rows.copied()) {
      doneTo = window.base() + end;
    }
    boolean isCut = bound == to && !window.endsText() && end + TableText.REACH >= to;
    if (give(Math.max(end, readTo), sink) && isCut) {
      open =
          new Rows(window.base() + end, rows.labels(), rows.copied(), end > at || rows.isBehind());
    }
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

  /** Returns where the last row that was read ends. */
  private int inserted(Window window, int from, int bound, Rows rows, Sink sink) {
    byte[] text = window.text();
    String[] labels = rows.labels();
    boolean isBehind = rows.isBehind();
    int at = from;
    while (at < bound && (!cells.isFull() || give(at, sink))) {
      int begin = skip(text, at, bound);
      if (isBehind && begin < bound && text[begin] == ',') {
        begin = skip(text, begin + 1, bound);
      } else if (isBehind) {
        break;
      }
      int most = Math.min(bound, begin + TableText.REACH);
      int end = begin < bound && text[begin] == '(' ? readRow(text, begin + 1, most) : -1;
      if (end < 0) {
        break;
      }
      if (row.size() == labels.length) {
        for (int i = 0; i < labels.length; i++) {
          String label = labels[i];
          if (label != null && isLiteral(text, i)) {
            cells.add(label, text, row.from(i), row.to(i), true);
          }
        }
      }
      isBehind = true;
      at = end;
    }
    return at;
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

  /** Returns where the next line begins; -1 when that is far. */
  private static int nextLine(byte[] text, int from, int to) {
    int most = Math.min(to, from + TableText.REACH);
    int end = Bytes.next(text, from, most, (byte) '\n');
    return end < most ? end + 1 : -1;
  }

  /** Returns where the rows end. */
  private int copied(Window window, int from, int bound, Rows rows, Sink sink) {
    byte[] text = window.text();
    String[] labels = rows.labels();
    int at = from;
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

  static boolean isSpace(byte b) {
    return Cells.isBlank(b) || b == '\n';
  }
}
