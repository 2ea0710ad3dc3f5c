package dev.straykey.decode;

/**
 * Texts in which one string is written in parts, with seams between them that are not part of it.
 * Where a mark stands at a seam, the parts are put together with the line before them.
 */
abstract class JoinedText implements Decoder {
  private static final int BACK = 512;
  private static final int AHEAD = 256;
  private static final int MOST_SEAMS = 256;

  /** A piece that is as long is not made longer by what stands near. */
  private static final int LONG = Decoded.MOST / 4;

  /** What the parts on both sides of a seam must have together, in token characters. */
  private static final int SHORTEST = 16;

  /** What it takes to look around a mark, and to put a byte together, in steps. */
  private static final int MARK = 64;

  private static final int EACH = 4;

  private final Decoded piece = new Decoded();
  private long doneTo;

  /** Returns where the seam with the mark that ends at {@code last} begins; -1 when it is none. */
  abstract int seam(byte[] text, int last, int to);

  /** Returns where the text goes on behind the seam at {@code seam}; -1 when it is none. */
  abstract int goesOn(byte[] text, int seam, int to);

  /** Returns where a further seam may begin in the part from {@code start}; -1 when none does. */
  abstract int next(byte[] text, int start, int to);

  @Override
  public void begin() {
    doneTo = 0;
  }

  @Override
  public final void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    int to = window.to();
    int i = 0;
    while (i < marks.size() && sink.took(MARK)) {
      int mark = marks.last(i++);
      int seam = window.base() + mark < doneTo ? -1 : seam(text, mark, to);
      int on = seam <= 0 ? -1 : tokenGoesOn(text, seam, to);
      if (on < 0) {
        continue;
      }
      piece.clear();
      piece.join();
      piece.copy(text, lineStart(text, seam), seam);
      int part = parts(text, on, to);
      int end = lineEnd(text, part, to);
      // Seams near to one another in a line are taken as one piece: programs that are made small
      // have a thousand in a line, each of which would be looked at with all that stands around.
      while (i < marks.size() && piece.size() < LONG && sink.took(MARK)) {
        int next = marks.last(i) < part ? -1 : seam(text, marks.last(i), to);
        int goesOn = next <= 0 ? -1 : tokenGoesOn(text, next, to);
        if (goesOn >= 0 && (next < part || lineStart(text, next) >= end)) {
          break;
        }
        i++;
        if (goesOn >= 0) {
          piece.copy(text, part, next);
          part = parts(text, goesOn, to);
          end = lineEnd(text, part, to);
        }
      }
      piece.copy(text, part, end);
      doneTo = window.base() + part;
      if (sink.took((long) EACH * piece.size())) {
        sink.text(piece);
      }
    }
  }

  /** Puts together the parts from {@code first} on; returns where the last one begins. */
  private int parts(byte[] text, int first, int to) {
    int part = first;
    int on = first;
    int seams = 0;
    while (on >= 0 && ++seams < MOST_SEAMS && piece.size() < Decoded.MOST - AHEAD) {
      part = on;
      int seam = next(text, part, Math.min(to, part + AHEAD * 4));
      on = seam < 0 ? -1 : goesOn(text, seam, to);
      if (on >= 0) {
        piece.copy(text, part, seam);
        part = on;
      }
    }
    return part;
  }

  /** The same as {@link #goesOn}, where a token goes on. */
  private int tokenGoesOn(byte[] text, int seam, int to) {
    int on = goesOn(text, seam, to);
    if (on < 0 || on >= to || !Bytes.is(text[seam - 1], Bytes.TOKEN)) {
      return -1;
    }
    int before = seam - Bytes.runStart(text, seam, Math.max(0, seam - SHORTEST), Bytes.TOKEN);
    int behind = Bytes.runEnd(text, on, Math.min(to, on + SHORTEST), Bytes.TOKEN) - on;
    return behind > 0 && before + behind >= SHORTEST ? on : -1;
  }

  private static int lineEnd(byte[] text, int part, int to) {
    int most = Math.min(to, part + AHEAD);
    int end = part;
    while (end < most && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private static int lineStart(byte[] text, int at) {
    int least = Math.max(0, at - BACK);
    int i = at;
    while (i > least && text[i - 1] != '\n') {
      i--;
    }
    return i;
  }

  /** Returns where something else than blanks and line ends stands; -1 when too far away. */
  static int skipBlanks(byte[] text, int at, int to) {
    int most = Math.min(to, at + 256);
    int i = at;
    while (i < most && isBlank(text[i])) {
      i++;
    }
    return i < most ? i : -1;
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
