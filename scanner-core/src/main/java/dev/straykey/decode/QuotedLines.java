package dev.straykey.decode;

import java.util.List;

/**
 * A token that a mail program cut: at the end of a line that is quoted, {@code > } before its rest,
 * or where format=flowed ends a line with a blank. Where the token ends nobody says, so every line
 * that it may end in is tried, the last one first; and that it is one at all is a guess, so only a
 * key that is told by itself counts.
 */
final class QuotedLines implements Decoder {
  /** Lines are broken near 76 characters; a shorter one was ended by whoever wrote it. */
  private static final int SHORTEST_FLOWED = 56;

  private static final int LONGEST_FLOWED = 80;

  /** Lines of one token are of a length but for the last one; some programs break at words. */
  private static final int SHORTER = 8;

  private static final int MOST_LINES = 24;
  private static final int BACK = 512;
  private static final int AHEAD = 256;

  /** What the parts on both sides of a line's end must have together, in token characters. */
  private static final int SHORTEST = 16;

  /** What it takes to look around a mark, and to put a byte together, in steps. */
  private static final int MARK = 64;

  private static final int EACH = 4;

  private final Decoded piece = new Decoded();
  private final int[] seams = new int[MOST_LINES];
  private final int[] parts = new int[MOST_LINES];
  private long doneTo;

  @Override
  public String name() {
    return "quoted-lines";
  }

  @Override
  public List<String> marks() {
    return List.of("\n>", " \n", " \r\n");
  }

  @Override
  public void begin() {
    doneTo = 0;
  }

  /** A token of three lines is as long as they are. */
  @Override
  public boolean looksFar(byte[] text, int last, int to) {
    int seam = seam(text, last);
    int part = seam < 0 ? -1 : tokenGoesOn(text, seam, to);
    int end = part < 0 ? -1 : lineOfToken(text, part, to);
    return end >= 0 && goesOn(text, end, to) >= 0;
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    for (int i = 0; i < marks.size() && sink.took(MARK); i++) {
      if (window.base() + marks.last(i) >= doneTo) {
        int seam = seam(text, marks.last(i));
        if (seam > 0 && tokenGoesOn(text, seam, window.to()) >= 0) {
          int lines = collect(text, seam, window.to());
          doneTo = window.base() + parts[lines - 1];
          for (int n = lines; n > 0; n--) {
            join(text, n, window.to());
            if (!sink.took((long) EACH * piece.size())) {
              return;
            }
            sink.text(piece);
          }
        }
      }
    }
  }

  /** Notes where the lines end and go on that may hold parts of a token; returns how many. */
  private int collect(byte[] text, int first, int to) {
    int seam = first;
    int part = goesOn(text, seam, to);
    int lines = 0;
    int longest = 0;
    while (part >= 0 && lines < MOST_LINES) {
      seams[lines] = seam;
      parts[lines] = part;
      lines++;
      int end = lineOfToken(text, part, to);
      if (end < 0 || end - part < longest - SHORTER) {
        return lines;
      }
      longest = Math.max(longest, end - part);
      seam = end;
      part = goesOn(text, seam, to);
    }
    return lines;
  }

  private void join(byte[] text, int lines, int to) {
    piece.clear();
    piece.join();
    piece.guess();
    piece.copy(text, lineStart(text, seams[0]), seams[0]);
    for (int i = 0; i < lines - 1; i++) {
      piece.copy(text, parts[i], seams[i + 1]);
    }
    int part = parts[lines - 1];
    int end = part;
    while (end < Math.min(to, part + AHEAD) && text[end] != '\n') {
      end++;
    }
    piece.copy(text, part, end);
  }

  private static int lineStart(byte[] text, int at) {
    int least = Math.max(0, at - BACK);
    int i = at;
    while (i > least && text[i - 1] != '\n') {
      i--;
    }
    return i;
  }

  /** Returns where the text of the line ends that the mark at {@code last} ends. */
  private static int seam(byte[] text, int last) {
    int i = text[last] == '>' ? last - 1 : last;
    if (i > 0 && text[i - 1] == '\r') {
      i--;
    }
    return i > 0 && text[i - 1] == ' ' ? i - 1 : i;
  }

  /** Returns where the text goes on behind the line that ends at {@code seam}; -1 for nowhere. */
  private static int goesOn(byte[] text, int seam, int to) {
    boolean flowed = seam < to && text[seam] == ' ';
    int i = flowed ? seam + 1 : seam;
    if (i < to && text[i] == '\r') {
      i++;
    }
    if (i >= to || text[i] != '\n') {
      return -1;
    }
    i++;
    int marks = 0;
    while (i < to && text[i] == '>') {
      marks++;
      i++;
      if (i < to && text[i] == ' ') {
        i++;
      }
    }
    if (i >= to || !Bytes.is(text[i], Bytes.TOKEN)) {
      return -1;
    }
    return marks > 0 || (flowed && isFull(text, seam)) ? i : -1;
  }

  /** The same, where a token goes on. */
  private static int tokenGoesOn(byte[] text, int seam, int to) {
    if (seam <= 0 || !Bytes.is(text[seam - 1], Bytes.TOKEN)) {
      return -1;
    }
    int on = goesOn(text, seam, to);
    if (on < 0) {
      return -1;
    }
    int before = seam - Bytes.runStart(text, seam, Math.max(0, seam - SHORTEST), Bytes.TOKEN);
    int behind = Bytes.runEnd(text, on, Math.min(to, on + SHORTEST), Bytes.TOKEN) - on;
    return before + behind >= SHORTEST ? on : -1;
  }

  private static boolean isFull(byte[] text, int seam) {
    int start = seam;
    int least = Math.max(0, seam - LONGEST_FLOWED - 1);
    while (start > least && text[start - 1] != '\n') {
      start--;
    }
    return seam - start >= SHORTEST_FLOWED && seam - start <= LONGEST_FLOWED;
  }

  /** Returns where a line ends that holds nothing but a part of a token; -1 for any other. */
  private static int lineOfToken(byte[] text, int start, int to) {
    int end = Bytes.runEnd(text, start, Math.min(to, start + AHEAD), Bytes.TOKEN);
    boolean ends = end < to && (isLineEnd(text[end]) || isFlowedEnd(text, end, to));
    return ends ? end : -1;
  }

  private static boolean isFlowedEnd(byte[] text, int at, int to) {
    return text[at] == ' ' && at + 1 < to && isLineEnd(text[at + 1]);
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }
}
