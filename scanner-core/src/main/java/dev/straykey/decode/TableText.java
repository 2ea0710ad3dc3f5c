package dev.straykey.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables in plain text: Markdown's and Jira's, what database shells print, records of commas,
 * semicolons and tabs. A cell below a head that tells a secret is looked at as the value of that
 * name.
 *
 * <p>A head stands within {@link #AROUND} bytes of its mark, so that a text that differs in it is
 * looked at there anyway; rows up to {@link #FAR} behind it are looked at, whatever is read.
 */
final class TableText implements Decoder {
  /**
   * How far the rows of a table are followed, in bytes from its head on, as far as memory has them.
   */
  static final int FAR = 4 << 20;

  /** How far on one row of a table, or the next one, is looked for. */
  static final int REACH = 16 * 1024;

  /** How far before and behind its mark a head is looked at. */
  private static final int AROUND = 256;

  private static final int LONGEST_HEAD = 48;
  private static final int LONGEST_ROW = 4096;

  /** A head of records has few words; sentences have commas too. */
  private static final int MOST_BLANKS = 2;

  /** What it takes to look around a mark, and at a byte of a head and of a row, in steps. */
  private static final int MARK = 64;

  private static final int OF_HEAD = 32;

  private static final int OF_ROW = 8;

  private final Cells heads = new Cells();
  private final Cells row = new Cells();
  private final CellText cells = new CellText();
  private long doneTo;
  private byte separator;
  private boolean doubled;
  private String @Nullable [] labels;

  /** The rows behind what was in memory; null when the last table ended there. */
  private @Nullable Rows open;

  /** How much of a head was looked at, in bytes. */
  private int looked;

  /**
   * Rows that are to be read.
   *
   * @param at where in the text the first of them begins
   * @param labels one for each column, null for one without secrets
   * @param ruled whether a row may have fewer cells than there are columns
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Rows(long at, String[] labels, byte separator, boolean ruled) {}

  @Override
  public String name() {
    return "table";
  }

  @Override
  public List<String> marks() {
    return Heads.MARKS;
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
    return isHead(text, last, to);
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    Rows further = open;
    open = null;
    if (further != null) {
      rows(window, further, sink);
    }
    for (int i = 0; i < marks.size() && sink.took(MARK + (long) OF_HEAD * looked); i++) {
      int mark = marks.last(i);
      looked = 0;
      if (window.base() + mark >= doneTo && isHead(text, mark, window.to())) {
        doneTo = window.base() + heads.end();
        String[] told = labels;
        if (told != null) {
          rows(window, new Rows(doneTo + 1, told, separator, doubled), sink);
        }
      }
    }
  }

  private void rows(Window window, Rows below, Sink sink) {
    byte[] text = window.text();
    int to = window.to();
    String[] columns = below.labels();
    int at = (int) (below.at() - window.base());
    int bound = (int) Math.min(to, (long) at + FAR);
    // Elsewhere the last row that is in memory may be cut.
    boolean isWhole = bound == to && window.endsText();
    cells.clear();
    int given = at;
    boolean ruled = below.ruled();
    while (at < bound) {
      if (cells.isFull()) {
        if (!sink.took((long) OF_ROW * (at - given))) {
          return;
        }
        given = at;
        cells.give(sink);
        cells.clear();
      }
      if (below.separator() == '|') {
        int end = lineEnd(text, at, Math.min(bound, at + LONGEST_ROW), isWhole ? to : -1);
        if (end < 0) {
          break;
        }
        if (isRule(text, at, end)) {
          ruled = true;
          at = end + 1;
          continue;
        }
        if (!row.barred(text, at, end, false)
            || !(row.size() == columns.length || (ruled && row.size() < columns.length))) {
          break;
        }
      } else if (!row.separated(text, at, bound, below.separator())
          || (!isWhole && row.end() == bound)
          || row.size() != columns.length) {
        break;
      }
      for (int i = 0; i < row.size(); i++) {
        if (columns[i] != null) {
          row.unwrap(text, i);
          cells.add(columns[i], text, row.from(i), row.to(i), false);
        }
      }
      at = row.end() + 1;
    }
    if (sink.took((long) OF_ROW * (at - given))) {
      cells.give(sink);
      if (bound == to && !isWhole && at + LONGEST_ROW >= to) {
        open = new Rows(window.base() + at, columns, below.separator(), ruled);
      }
    }
  }

  /** Returns where the line ends, which the one at {@code last} does anyway; -1 when it goes on. */
  private static int lineEnd(byte[] text, int at, int most, int last) {
    int i = Bytes.next(text, at, most, (byte) '\n');
    return i < most || most == last ? i : -1;
  }

  /** Returns whether a head of a table stands around a mark; then it was read. */
  private boolean isHead(byte[] text, int last, int to) {
    int most = Math.min(to, last + AROUND);
    int least = Math.max(0, last - AROUND);
    int end = last + 1;
    while (end < most && isOfHead(text[end])) {
      end++;
    }
    byte after = end < to ? text[end] : (byte) '\n';
    if (end - last > LONGEST_HEAD || (end == most && most < to) || !isSign(after)) {
      return false;
    }
    int start = last;
    while (start > least && isOfHead(text[start - 1])) {
      start--;
    }
    byte before = start > 0 ? text[start - 1] : (byte) '\n';
    if (last - start > LONGEST_HEAD || (start == least && least > 0) || !isSign(before)) {
      return false;
    }
    separator = after == '\n' || after == '\r' ? before : after;
    return separator != '\n'
        && separator != '\r'
        && (before == separator || before == '\n')
        && readHead(text, last, least, most, to);
  }

  private boolean readHead(byte[] text, int last, int least, int most, int to) {
    int start = last;
    while (start > least && text[start - 1] != '\n') {
      start--;
    }
    int end = Bytes.next(text, last, most, (byte) '\n');
    if ((start == least && least > 0 && text[start - 1] != '\n') || (end == most && most < to)) {
      return false;
    }
    if (separator == '|') {
      int first = start;
      while (first < end && Cells.isBlank(text[first])) {
        first++;
      }
      doubled = first + 1 < end && text[first] == '|' && text[first + 1] == '|';
      if (!heads.barred(text, start, end, doubled)) {
        return false;
      }
    } else if (Cells.isBlank(text[start])
        || !heads.separated(text, start, end, separator)
        || heads.size() < 2
        || heads.end() != end) {
      return false;
    }
    for (int i = 0; i < heads.size(); i++) {
      heads.unwrap(text, i);
      if (!isPlain(text, heads.from(i), heads.to(i))) {
        return false;
      }
    }
    looked = end - start;
    if (!isFirst(text, start, least)) {
      return false;
    }
    labels = Heads.labels(text, heads);
    return labels != null;
  }

  /** A head is a few words, and of records it is never empty. */
  private boolean isPlain(byte[] text, int from, int to) {
    int blanks = 0;
    int open = 0;
    for (int i = from; i < to; i++) {
      if (!isOfHead(text[i]) && text[i] != ',' && text[i] != '/' && text[i] != '#') {
        return false;
      }
      blanks += text[i] == ' ' ? 1 : 0;
      open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    }
    return open == 0
        && to - from <= LONGEST_HEAD
        && (separator == '|' || (to > from && blanks <= MOST_BLANKS && text[from] > '9'));
  }

  /** Returns whether no row stands above, but a rule may. */
  private boolean isFirst(byte[] text, int lineStart, int least) {
    int end = lineStart - 1;
    for (int lines = 0; lines < 2 && end > least; lines++) {
      int start = end;
      while (start > least && text[start - 1] != '\n') {
        start--;
      }
      if (isRule(text, start, end)) {
        end = start - 1;
        continue;
      }
      if (separator == '|') {
        return Bytes.next(text, start, end, (byte) '|') == end;
      }
      return lines > 0 || !row.separated(text, start, end, separator) || row.size() != heads.size();
    }
    return true;
  }

  /** {@code |---|:-:|}, {@code +-----+}, {@code ----+----}. */
  private static boolean isRule(byte[] text, int from, int to) {
    int dashes = 0;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == '-' || b == '=') {
        dashes++;
      } else if (b != '|' && b != '+' && b != ':' && b != '>' && !Cells.isBlank(b)) {
        return false;
      }
    }
    return dashes > 1;
  }

  private static boolean isSign(byte b) {
    return b == '|' || b == ',' || b == ';' || b == '\t' || b == '\n' || b == '\r';
  }

  private static boolean isOfHead(byte b) {
    return b < 0 || Bytes.is(b, Bytes.NAME) || " .*()\"`':".indexOf(b) >= 0;
  }
}
