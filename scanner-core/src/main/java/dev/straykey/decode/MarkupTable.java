package dev.straykey.decode;

import java.util.List;

/**
 * Tables of HTML, and of what is like it, whose first row has a head for each column: a cell below
 * a head that tells a secret is looked at as the value of that name. Rows up to {@link
 * TableText#FAR} behind the head's mark are looked at.
 */
final class MarkupTable implements Decoder {
  /** How far before its mark a row of heads begins. */
  private static final int BACK = 1024;

  private static final int SHORT_TAGS = 48;
  private static final int CLOSING = "/th>".length();
  private static final int LONGEST_HEAD = 200;

  /** Of a row of heads, behind its mark. */
  private static final int LONGEST_ROW = 2048;

  /** What it takes to look around a mark, and at a byte of a head and of a row, in steps. */
  private static final int MARK = 64;

  private static final int OF_HEAD = 32;

  private static final int OF_ROW = 4;

  private final Cells heads = new Cells();
  private final Cells row = new Cells();
  private final CellText cells = new CellText();
  private long doneTo;

  /** Whether the row that was read last has nothing but heads, one of which may tell a secret. */
  private boolean tells;

  @Override
  public String name() {
    return "table";
  }

  @Override
  public List<String> marks() {
    return List.of("</th>");
  }

  @Override
  public void begin() {
    doneTo = 0;
  }

  /** What stands below a row of heads is far from all but one of them. */
  @Override
  public boolean looksFar(byte[] text, int last, int to) {
    return mayTell(text, last);
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    for (int i = 0; i < marks.size() && sink.took(MARK); i++) {
      int mark = marks.last(i);
      if (window.base() + mark >= doneTo && mayTell(text, mark)) {
        int end = (int) Math.min(window.to(), (long) mark + TableText.FAR);
        int begin = rowStart(text, mark);
        int at = begin < 0 ? -1 : readRow(text, begin, Math.min(end, mark + LONGEST_ROW), heads);
        sink.took(OF_HEAD * (at > mark ? at - begin : (long) BACK));
        if (at > mark) {
          doneTo = window.base() + at;
          String[] labels = Heads.labels(text, heads);
          if (labels != null && heads.size() > 1) {
            rows(text, at, end, labels, sink);
          }
        }
      }
    }
  }

  /** Returns whether a word that tells a secret stands in the head that ends there. */
  private static boolean mayTell(byte[] text, int last) {
    int end = last - CLOSING;
    return MarkupText.isLabelled(text, end) || endsWithPw(text, end);
  }

  /** {@code PW}, and what closes other tags. */
  private static boolean endsWithPw(byte[] text, int end) {
    int i = end;
    int least = Math.max(2, end - SHORT_TAGS);
    while (i > least && text[i - 1] == '>') {
      do {
        i--;
      } while (i > least && text[i] != '<');
    }
    return i > least && (text[i - 2] | 0x20) == 'p' && (text[i - 1] | 0x20) == 'w';
  }

  private static int rowStart(byte[] text, int mark) {
    for (int i = mark; i >= Math.max(0, mark - BACK); i--) {
      if (isTag(text, i, mark, "tr")) {
        return i;
      }
    }
    return -1;
  }

  private void rows(byte[] text, int from, int to, String[] labels, Sink sink) {
    cells.clear();
    int at = from;
    int readTo = from;
    int given = from;
    while (at >= 0) {
      if (cells.isFull()) {
        if (!sink.took((long) OF_ROW * (readTo - given))) {
          return;
        }
        given = readTo;
        cells.give(sink);
        cells.clear();
      }
      at = nextRow(text, at, Math.min(to, at + TableText.REACH));
      if (at >= 0) {
        readTo = at;
        at = readRow(text, at, Math.min(to, at + TableText.REACH), row);
        if (at >= 0 && tells && row.size() > 1 && Heads.labels(text, row) != null) {
          break; // other heads, which have rows of their own
        }
        for (int i = 0; at >= 0 && i < row.size() && i < labels.length; i++) {
          String label = labels[i];
          if (label != null) {
            cells.add(label, text, row.from(i), row.to(i), false);
          }
        }
      }
    }
    if (sink.took((long) OF_ROW * (readTo - given + TableText.REACH / 8))) {
      cells.give(sink);
    }
  }

  /** Returns where the next row of the same table begins; -1 when none does. */
  private static int nextRow(byte[] text, int at, int to) {
    for (int i = Bytes.next(text, at, to, (byte) '<'); i < to; ) {
      if (isTag(text, i, to, "tr")) {
        return i;
      }
      if (isTag(text, i, to, "/table") || isTag(text, i, to, "table")) {
        return -1;
      }
      i = Bytes.next(text, i + 1, to, (byte) '<');
    }
    return -1;
  }

  /** Reads the row whose tag stands at {@code at}; returns where it ends, -1 when it does not. */
  private int readRow(byte[] text, int at, int to, Cells into) {
    into.clear();
    boolean heads = true;
    boolean any = false;
    tells = false;
    int open = -1;
    for (int i = Bytes.next(text, at + 1, to, (byte) '<'); i < to; ) {
      if (isTag(text, i, to, "td") || isTag(text, i, to, "th")) {
        open = tagEnd(text, i, to);
      } else if (open >= 0 && (isTag(text, i, to, "/td") || isTag(text, i, to, "/th"))) {
        addText(text, open, i, into);
        open = -1;
        boolean head = isTag(text, i, to, "/th");
        heads &= head;
        any |= head && mayTell(text, i + CLOSING);
        tells = heads && any;
      } else if (isTag(text, i, to, "/tr") || isTag(text, i, to, "tr")) {
        return i; // its end may be left out
      } else if (isTag(text, i, to, "table") || isTag(text, i, to, "/table")) {
        return -1;
      }
      i = Bytes.next(text, i + 1, to, (byte) '<');
    }
    return -1;
  }

  /** Adds the one text of a cell; where there are several, none. */
  private static void addText(byte[] text, int from, int to, Cells into) {
    int start = from;
    int end = from;
    int i = from;
    while (i < to) {
      if (text[i] == '<') {
        i = tagEnd(text, i, to);
      } else {
        int next = Bytes.next(text, i, to, (byte) '<');
        if (!isSpace(text, i, next)) {
          if (end > start) {
            into.add(text, from, from);
            return;
          }
          start = i;
          end = next;
        }
        i = next;
      }
    }
    into.add(text, start, Math.min(end, start + LONGEST_HEAD * 2));
  }

  private static boolean isSpace(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Cells.isBlank(text[i]) && text[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  private static int tagEnd(byte[] text, int at, int to) {
    return Math.min(to, Bytes.next(text, at, to, (byte) '>') + 1);
  }

  private static boolean isTag(byte[] text, int at, int to, String name) {
    if (text[at] != '<' || at + name.length() + 1 >= to) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if ((text[at + 1 + i] | 0x20) != (name.charAt(i) | 0x20)) {
        return false;
      }
    }
    return !Bytes.is(text[at + 1 + name.length()], Bytes.NAME);
  }
}
