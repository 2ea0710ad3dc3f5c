package dev.straykey.decode;

import java.util.List;

/**
 * Runs of text in JSON, as the Atlassian Document Format and Slack's rich text have them: {@code
 * {"type":"text","text":"Password: "},{"type":"text","text":"…","marks":[…]}}. From a run that ends
 * with what may be a label, or amid a token, a reader's text is put together, with a line for each
 * paragraph and for each row of a table.
 */
final class TextRuns implements Decoder {
  /** So far a label's value is followed; in a table it is {@link TableText#REACH}. */
  private static final int NEAR_VALUE = 512;

  /** So far on the rest of a token is looked for. */
  private static final int NEAR_TOKEN = 512;

  /** What stands so near to a mark is looked at anyway where a text differs in it. */
  private static final int NEAR = 200;

  private static final int LONGEST_RUN = 2048;
  private static final int BACK = 1024;

  /** A run, its paragraph and its cell are objects in lists. */
  private static final int ROW_LEVEL = 5;

  private static final String CELL = "tableCell";
  private static final String HEADER = "tableHeader";
  private static final String TYPE = "type";

  /** What it takes to look around a mark, and at a byte, in steps. */
  private static final int MARK = 64;

  private static final int EACH = 2;

  private final Decoded piece = new Decoded();
  private long doneTo;

  /** How many bytes were looked at. */
  private long walked;

  /** The object that was read last: where its text stands, and where it ends. */
  private int textFrom;

  private int textTo;
  private int objectStart;
  private int objectEnd;

  private boolean row;
  private boolean cell;
  private boolean paragraph;

  @Override
  public String name() {
    return "text-runs";
  }

  @Override
  public List<String> marks() {
    return List.of("\"type\":\"text\"", "\"type\": \"text\"");
  }

  @Override
  public void begin() {
    doneTo = 0;
  }

  @Override
  public boolean looksFar(byte[] text, int last, int to) {
    if (!readAround(text, last, to)) {
      return false;
    }
    return isLabel(text)
        || isCutToken(text, to)
        || last - textFrom > NEAR
        || objectEnd - last > NEAR;
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    for (int i = 0; i < marks.size() && sink.took(MARK + EACH * walked); i++) {
      int mark = marks.last(i);
      walked = 0;
      if (window.base() + mark >= doneTo && readAround(text, mark, window.to())) {
        boolean isLabel = isLabel(text);
        if (isLabel || isCutToken(text, window.to())) {
          int row = isLabel ? rowStart(text, window.to()) : -1;
          int reach = row >= 0 ? TableText.REACH : isLabel ? NEAR_VALUE : NEAR_TOKEN;
          int end =
              put(
                  text,
                  row >= 0 ? row : objectStart,
                  Math.min(window.to(), textTo + reach),
                  window.to(),
                  sink);
          doneTo = row >= 0 ? window.base() + end : doneTo;
        }
      }
    }
  }

  /** Reads the object that a mark stands in; returns false when it has no text. */
  private boolean readAround(byte[] text, int last, int to) {
    int depth = 0;
    int least = Math.max(0, last - BACK);
    for (int i = last; i >= least; i--) {
      walked++;
      if (text[i] == '}') {
        depth++;
      } else if (text[i] == '{' && depth-- == 0) {
        return readRun(text, i, to) && textTo > textFrom;
      }
    }
    return false;
  }

  /** Returns whether the text of the run ends with what a value may follow. */
  private boolean isLabel(byte[] text) {
    int end = textTo;
    while (end > textFrom && text[end - 1] == ' ') {
      end--;
    }
    return end > textFrom && MarkupText.isLabelled(text, end);
  }

  /** Returns whether the run ends with a token's letters, and the next one begins with some. */
  private boolean isCutToken(byte[] text, int to) {
    int from = textFrom;
    int until = textTo;
    int start = objectStart;
    int end = objectEnd;
    boolean goesOn = false;
    int next = JsonText.skip(text, end, to);
    if (Bytes.is(text[until - 1], Bytes.TOKEN) && next < to && text[next] == ',') {
      next = JsonText.skip(text, next + 1, to);
      goesOn =
          next < to
              && text[next] == '{'
              && readRun(text, next, to)
              && Bytes.is(text[textFrom], Bytes.TOKEN);
    }
    textFrom = from;
    textTo = until;
    objectStart = start;
    objectEnd = end;
    return goesOn;
  }

  /** Reads the object at {@code at}; returns whether it is a run of text. */
  private boolean readRun(byte[] text, int at, int to) {
    objectStart = at;
    int most = Math.min(to, at + LONGEST_RUN);
    int depth = 0;
    boolean isText = false;
    textFrom = -1;
    for (int i = at; i < most; i++) {
      byte b = text[i];
      if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        if (--depth == 0) {
          objectEnd = i + 1;
          walked += objectEnd - at;
          return isText && textFrom >= 0;
        }
      } else if (b == '"') {
        int end = JsonText.stringEnd(text, i, most);
        int value = depth == 1 ? JsonText.valueOf(text, end + 1, most) : -1;
        if (value >= 0 && text[value] == '"') {
          int valueEnd = JsonText.stringEnd(text, value, most);
          if (JsonText.is(text, i + 1, end, "text")) {
            textFrom = value + 1;
            textTo = valueEnd;
          } else if (JsonText.is(text, i + 1, end, TYPE)) {
            isText = JsonText.is(text, value + 1, valueEnd, "text");
          }
          end = valueEnd;
        }
        i = end;
      }
    }
    walked += most - at;
    return false;
  }

  /**
   * Returns where the content of the table's row begins that the run stands in, which is two
   * objects further out; -1 when it stands in no table.
   */
  private int rowStart(byte[] text, int to) {
    int least = Math.max(0, objectStart - BACK);
    if (!holdsCell(text, least, objectStart)
        && !holdsCell(text, objectEnd, Math.min(to, objectEnd + NEAR))) {
      return -1;
    }
    int depth = 0;
    int openers = 0;
    for (int i = objectStart - 1; i >= least; i--) {
      if (text[i] == '}' || text[i] == ']') {
        depth++;
      } else if ((text[i] == '{' || text[i] == '[') && depth-- == 0) {
        depth = 0;
        if (++openers == ROW_LEVEL) {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean holdsCell(byte[] text, int from, int to) {
    for (int i = from; i + HEADER.length() <= to; i++) {
      if (text[i] == 't'
          && (JsonText.is(text, i, i + HEADER.length(), HEADER)
              || JsonText.is(text, i, i + CELL.length(), CELL))) {
        return true;
      }
    }
    return false;
  }

  /** Hands over the text from {@code from} on; returns where that ends. */
  private int put(byte[] text, int from, int most, int to, Sink sink) {
    piece.clear();
    piece.nearer();
    row = false;
    cell = false;
    paragraph = false;
    int runs = 0;
    int at = from;
    while (at < most && piece.size() < Decoded.MOST / 2) {
      byte b = text[at];
      if (b == '{' && readRun(text, at, to)) {
        if (runs++ > 0) {
          separate(at);
        }
        JsonText.add(text, textFrom, textTo, piece);
        row = false;
        cell = false;
        paragraph = false;
        at = objectEnd;
      } else if (b == '"') {
        int end = JsonText.stringEnd(text, at, most);
        int value =
            JsonText.is(text, at + 1, end, TYPE) ? JsonText.valueOf(text, end + 1, most) : -1;
        if (value >= 0 && text[value] == '"') {
          end = JsonText.stringEnd(text, value, most);
          note(text, value + 1, end);
        }
        at = end + 1;
      } else {
        at++;
      }
    }
    walked += at - from;
    if (runs > 1) {
      piece.add('\n', textTo - 1, textTo);
      sink.text(piece);
    }
    return Math.min(at, to);
  }

  private void note(byte[] text, int from, int to) {
    if (JsonText.is(text, from, to, "tableRow")) {
      row = true;
    } else if (JsonText.is(text, from, to, CELL) || JsonText.is(text, from, to, HEADER)) {
      cell = true;
    } else if (!JsonText.is(text, from, to, "strong")
        && !JsonText.is(text, from, to, "em")
        && !JsonText.is(text, from, to, "code")
        && !JsonText.is(text, from, to, "link")) {
      paragraph = true;
    }
  }

  private void separate(int at) {
    if (row) {
      piece.add('\n', at, at + 1);
    } else if (paragraph && !cell) {
      piece.add('\n', at, at + 1);
    }
    if (cell) {
      piece.add(' ', at, at + 1);
      piece.add('|', at, at + 1);
      piece.add(' ', at, at + 1);
    }
  }
}
