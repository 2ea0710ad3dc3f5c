package dev.straykey.decode;

import java.util.List;

/**
 * A value that the markup of a wiki sets apart from its label: {@code Password: {{…}}}, and between
 * {@code {noformat}}, {@code {code}} or fences, in the label's line or in the next ones. Looks at a
 * bounded number of bytes.
 */
final class WikiText implements Decoder {
  private static final int LABEL_REACH = 96;
  private static final int LONGEST_VALUE = 128;
  private static final int LONGEST_TAG = 32;
  private static final int SHORTEST = 6;

  /** What it takes to look around a mark, in steps. */
  private static final int MARK = 256;

  private final Decoded piece = new Decoded();
  private long doneTo;

  @Override
  public String name() {
    return "wiki";
  }

  @Override
  public List<String> marks() {
    return List.of("{{", "{noformat", "{code", "```\n", "```\r\n");
  }

  @Override
  public void begin() {
    doneTo = 0;
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    for (int i = 0; i < marks.size() && sink.took(MARK); i++) {
      int mark = marks.last(i);
      if (window.base() + mark >= doneTo) {
        int end = put(text, mark, window.to());
        if (end > 0) {
          doneTo = window.base() + end;
          sink.text(piece);
        }
      }
    }
  }

  /** Fills the piece with what a mark opens; returns where that ends, -1 when it is no value. */
  private int put(byte[] text, int mark, int to) {
    int open = open(text, mark);
    int labelEnd = back(text, open);
    if (labelEnd == 0 || !MarkupText.isLabelled(text, labelEnd)) {
      return -1;
    }
    boolean mono = text[mark] == '{';
    int from = mono ? mark + 1 : tagEnd(text, mark, to);
    if (from < 0) {
      return -1;
    }
    from = mono ? from : skip(text, from, to);
    int most = Math.min(to, from + LONGEST_VALUE);
    int end = from;
    while (end < most && text[end] > ' ' && !closes(text, end, most, open)) {
      end++;
    }
    int close = mono ? end : skip(text, end, to);
    if (end - from < SHORTEST
        || !closes(text, close, to, open)
        || (mono && isVariable(text, from, end))) {
      return -1;
    }
    piece.clear();
    piece.nearer();
    piece.join();
    int line = labelEnd;
    while (line > Math.max(0, labelEnd - LABEL_REACH) && text[line - 1] != '\n') {
      line--;
    }
    piece.copy(text, line, labelEnd);
    if (Bytes.is(text[labelEnd - 1], Bytes.NAME) && !endsWithIs(text, labelEnd)) {
      piece.add(':', labelEnd - 1, labelEnd);
    }
    piece.add(' ', labelEnd - 1, labelEnd);
    piece.copy(text, from, end);
    piece.add('\n', end - 1, end);
    return close + mark - open + 1; // what closes it opens nothing
  }

  /** Returns where the mark begins that {@code mark} is in. */
  private static int open(byte[] text, int mark) {
    int i = mark;
    if (text[i] == '\n') {
      while (text[i] != '`') {
        i--;
      }
      return i - 2;
    }
    while (text[i] != '{') {
      i--;
    }
    return text[mark] == '{' ? mark - 1 : i;
  }

  /** Returns where the label ends before a mark: blanks, stars and one line's end lie between. */
  private static int back(byte[] text, int open) {
    int i = open;
    int lines = 0;
    int least = Math.max(0, open - LONGEST_TAG);
    while (i > least
        && (Cells.isBlank(text[i - 1])
            || text[i - 1] == '*'
            || (text[i - 1] == '\n' && lines++ < 2))) {
      i--;
    }
    return i;
  }

  private static boolean endsWithIs(byte[] text, int end) {
    return end > 2 && text[end - 3] == ' ' && text[end - 2] == 'i' && text[end - 1] == 's';
  }

  /** Returns where the tag ends whose name a mark is; -1 when it does not, or is another word. */
  private static int tagEnd(byte[] text, int mark, int to) {
    if (text[mark] == '\n') {
      return mark + 1;
    }
    int most = Math.min(to, mark + LONGEST_TAG);
    int i = mark + 1;
    if (i >= most || (text[i] != '}' && text[i] != ':')) {
      return -1;
    }
    while (i < most && text[i] != '}') {
      i++;
    }
    return i < most ? i + 1 : -1;
  }

  private static int skip(byte[] text, int at, int to) {
    int i = at;
    int most = Math.min(to, at + LONGEST_TAG);
    while (i < most && (Cells.isBlank(text[i]) || text[i] == '\n')) {
      i++;
    }
    return i;
  }

  /** Returns whether what opened at {@code open} is closed at {@code at}. */
  private static boolean closes(byte[] text, int at, int to, int open) {
    if (at + 2 > to) {
      return false;
    }
    if (text[open] == '{' && text[open + 1] == '{') {
      return text[at] == '}' && text[at + 1] == '}';
    }
    int n = text[open] == '`' ? 3 : 4;
    if (at + n > to) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if ((text[at + i] | 0x20) != (text[open + i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  /** {@code {{db_password2}}}: a name that is filled in, not letters by chance. */
  private static boolean isVariable(byte[] text, int from, int to) {
    int changes = 0;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == '$' || b == '|' || b == '(' || b == '\'' || b == '"' || b == '<') {
        return true;
      }
      if (!Bytes.is(b, Bytes.NAME) && b != '.') {
        return false;
      }
      changes += i > from && kind(b) != kind(text[i - 1]) ? 1 : 0;
    }
    return changes * 2 < to - from;
  }

  private static int kind(byte b) {
    return b >= '0' && b <= '9' ? 0 : b >= 'a' ? 1 : b >= 'A' ? 2 : 3;
  }
}
