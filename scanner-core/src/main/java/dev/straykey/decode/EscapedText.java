package dev.straykey.decode;

/**
 * Texts in which some characters are written as escapes that begin with one byte: where a mark
 * stands, the line around it is decoded.
 */
abstract class EscapedText implements Decoder {
  private static final int BACK = 512;
  private static final int AHEAD = 1024;
  private static final int MOST = Decoded.MOST / 2;

  /** What it takes to look around a mark, and to decode a byte, in steps. */
  private static final int MARK = 64;

  private static final int EACH = 4;

  private final byte lead;
  private final Decoded piece = new Decoded();
  private long doneTo;

  EscapedText(char lead) {
    this.lead = (byte) lead;
  }

  /** Returns whether a mark that ends at {@code last} could hide a part of a key. */
  abstract boolean worth(byte[] text, int last, int to);

  /** Decodes the escape at {@code at}; returns its length, 0 when it is none. */
  abstract int escape(byte[] text, int at, int to, Decoded into);

  @Override
  public final void begin() {
    doneTo = 0;
  }

  @Override
  public final void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    int to = window.to();
    for (int i = 0; i < marks.size() && sink.took(MARK); i++) {
      int mark = marks.last(i);
      if (window.base() + mark < doneTo || !worth(text, mark, to)) {
        continue;
      }
      int from = lineStart(text, mark, Math.max(0, mark - BACK));
      int end = lineEnd(text, mark, Math.min(to, mark + AHEAD));
      while (i + 1 < marks.size() && marks.last(i + 1) < end && end - from < MOST) {
        i++;
        end = lineEnd(text, end, Math.min(to, marks.last(i) + AHEAD));
      }
      decode(text, from, end);
      // Where it had to be cut, what follows is looked at with enough before it.
      doneTo = window.base() + (end - from < MOST ? end : end - AHEAD);
      if (sink.took((long) EACH * (end - from))) {
        sink.text(piece);
      }
    }
  }

  /** Returns whether what is left out stood between a name and its value. */
  boolean bringsNearer() {
    return false;
  }

  private void decode(byte[] text, int from, int end) {
    piece.clear();
    if (bringsNearer()) {
      piece.nearer();
    }
    int i = from;
    while (i < end) {
      int length = text[i] == lead ? escape(text, i, end, piece) : 0;
      if (length == 0) {
        piece.add(text[i], i, i + 1);
        length = 1;
      }
      i += length;
    }
  }

  /** Returns where the text around {@code at} begins, not before {@code least}. */
  int lineStart(byte[] text, int at, int least) {
    int i = at;
    while (i > least && text[i - 1] != '\n') {
      i--;
    }
    // No token is cut in two.
    int whole = i;
    while (i == least && whole > 0 && whole < at && Bytes.is(text[whole - 1], Bytes.TOKEN)) {
      whole++;
    }
    return whole < at ? whole : i;
  }

  /** Returns where the text around {@code at} ends, not behind {@code most}. */
  int lineEnd(byte[] text, int at, int most) {
    int i = at;
    while (i < most && text[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Returns how many token characters and escapes stand around {@code at}, 64 on each side. */
  final int around(byte[] text, int at, int to) {
    int least = Math.max(0, at - 64);
    int most = Math.min(to, at + 64);
    int from = at;
    while (from > least && (Bytes.is(text[from - 1], Bytes.TOKEN) || text[from - 1] == lead)) {
      from--;
    }
    int end = at;
    while (end < most && (Bytes.is(text[end], Bytes.TOKEN) || text[end] == lead)) {
      end++;
    }
    return end - from;
  }
}
