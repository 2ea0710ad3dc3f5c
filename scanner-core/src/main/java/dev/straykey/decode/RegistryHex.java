package dev.straykey.decode;

import java.util.List;

/**
 * Values in an exported registry of Windows that are written byte by byte: {@code
 * "name"=hex(2):41,00,}, over lines that end with a backslash. Texts of two bytes a character are
 * among them.
 */
final class RegistryHex implements Decoder {
  private static final int LEAST = 6;
  private static final int LONGEST_NAME = 256;

  /** {@code (ffff0012)}, the kind of a value. */
  private static final int LONGEST_KIND = 16;

  /** What it takes to look around a mark, and at a byte of a value, in steps. */
  private static final int MARK = 64;

  private static final int EACH = 4;

  private final Decoded piece = new Decoded();

  @Override
  public String name() {
    return "hex";
  }

  @Override
  public List<String> marks() {
    return List.of("=hex:", "=hex(");
  }

  @Override
  public void begin() {
    // Each value is looked at where it stands.
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    byte[] text = window.text();
    for (int i = 0; i < marks.size() && sink.took(MARK); i++) {
      int at = marks.last(i);
      int most = Math.min(window.to(), at + LONGEST_KIND);
      while (at < most && text[at] != ':' && text[at] != '\n') {
        at++;
      }
      int line = at < most && text[at] == ':' ? line(text, marks.last(i)) : -1;
      if (line >= 0) {
        value(text, line, marks.last(i), at + 1, window.to(), sink);
      }
    }
  }

  private static int sign(byte[] text, int mark) {
    int sign = mark;
    while (text[sign] != '=') {
      sign--; // every mark has one
    }
    return sign;
  }

  /** Returns where the line begins in which a name stands before the mark; -1 where none does. */
  private static int line(byte[] text, int mark) {
    int sign = sign(text, mark);
    if (sign == 0 || (text[sign - 1] != '"' && text[sign - 1] != '@')) {
      return -1;
    }
    int line = sign;
    while (line > 0 && text[line - 1] != '\n' && sign - line < LONGEST_NAME) {
      line--;
    }
    return line == 0 || text[line - 1] == '\n' ? line : -1;
  }

  private void value(byte[] text, int line, int mark, int from, int to, Sink sink) {
    piece.clear();
    piece.copy(text, line, sign(text, mark) + 1);
    piece.add('"', from, from + 1);
    int opened = piece.size();
    boolean wide = isWide(text, from, to);
    int bytes = 0;
    int at = next(text, from, to);
    int last = from;
    while (at >= 0 && piece.size() < Decoded.MOST) {
      last = at;
      int value = (Bytes.hex(text[at]) << 4) | Bytes.hex(text[at + 1]);
      if (value == 0 && (!wide || bytes % 2 == 0)) {
        // The zero that ends a text ends its line.
        piece.add('"', at, at + 2);
        piece.add('\n', at, at + 2);
      } else if (!wide || bytes % 2 == 0) {
        piece.add(value, at, at + 2);
      }
      bytes++;
      at = next(text, at + 2, to);
    }
    piece.add('"', from, from + 1);
    if (sink.took((long) EACH * (last - line)) && piece.size() - opened > LEAST) {
      sink.text(piece);
    }
  }

  /** Every second one of the first bytes is zero. */
  private static boolean isWide(byte[] text, int from, int to) {
    int at = next(text, from, to);
    for (int i = 0; i < LEAST && at >= 0; i++) {
      boolean zero = text[at] == '0' && text[at + 1] == '0';
      if (zero != (i % 2 == 1)) {
        return false;
      }
      at = next(text, at + 2, to);
    }
    return at >= 0;
  }

  /** Returns where the next two digits stand, behind a comma and a line end; -1 when none do. */
  private static int next(byte[] text, int from, int to) {
    int i = from;
    while (i < to
        && (text[i] == ','
            || text[i] == '\\'
            || text[i] == '\r'
            || text[i] == '\n'
            || text[i] == ' ')) {
      if (text[i] == '\n' && !isContinued(text, i)) {
        return -1;
      }
      i++;
    }
    return i + 1 < to && Bytes.is(text[i], Bytes.HEX) && Bytes.is(text[i + 1], Bytes.HEX) ? i : -1;
  }

  private static boolean isContinued(byte[] text, int lineEnd) {
    int i = lineEnd - 1;
    while (i > 0 && text[i] == '\r') {
      i--;
    }
    return text[i] == '\\';
  }
}
