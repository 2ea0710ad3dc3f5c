package dev.straykey.decode;

import java.util.List;

/** Quoted-printable, as in mail: {@code =3D} for a character, {@code =} where a line was cut. */
final class QuotedPrintable extends EscapedText {
  /** Lines are cut at 76 characters; programs differ by a few. */
  private static final int SHORTEST_LINE = 60;

  private static final int LONGEST_LINE = 78;

  QuotedPrintable() {
    super('=');
  }

  @Override
  public String name() {
    return "quoted-printable";
  }

  @Override
  public List<String> marks() {
    return List.of("=\n", "=\r\n", "=3D", "=2B", "=2D", "=2E", "=2F", "=3A", "=40", "=5F", "=7E");
  }

  @Override
  boolean worth(byte[] text, int last, int to) {
    if (text[last] != '\n') {
      return text[last - 1] >= '0' && isUpperHex(text[last]);
    }
    int sign = text[last - 1] == '\r' ? last - 2 : last - 1;
    return sign > 0
        && last + 1 < to
        && Bytes.is(text[sign - 1], Bytes.TOKEN)
        && Bytes.is(text[last + 1], Bytes.TOKEN)
        && isCutLine(text, sign);
  }

  private static boolean isCutLine(byte[] text, int sign) {
    int start = sign;
    int least = Math.max(0, sign - LONGEST_LINE - 1);
    while (start > least && text[start - 1] != '\n') {
      start--;
    }
    int length = sign + 1 - start;
    return length >= SHORTEST_LINE && length <= LONGEST_LINE;
  }

  private static boolean isUpperHex(byte c) {
    return Bytes.hex(c) >= 0 && c < 'a';
  }

  @Override
  int escape(byte[] text, int at, int to, Decoded into) {
    int next = at + 1;
    if (next < to && text[next] == '\r') {
      next++;
    }
    if (next < to && text[next] == '\n') {
      return next + 1 - at;
    }
    if (at + 2 < to && isUpperHex(text[at + 1]) && isUpperHex(text[at + 2])) {
      into.add((Bytes.hex(text[at + 1]) << 4) | Bytes.hex(text[at + 2]), at, at + 3);
      return 3;
    }
    return 0;
  }

  /** A cut line goes on in the next one. */
  @Override
  int lineEnd(byte[] text, int at, int most) {
    int end = super.lineEnd(text, at, most);
    while (end < most && end > 0 && isCut(text, end)) {
      end = super.lineEnd(text, end + 1, most);
    }
    return end;
  }

  @Override
  int lineStart(byte[] text, int at, int least) {
    int start = super.lineStart(text, at, least);
    while (start > least + 1 && text[start - 1] == '\n' && isCut(text, start - 1)) {
      start = super.lineStart(text, start - 1, least);
    }
    return start;
  }

  /** Returns whether the line that ends with the line feed at {@code end} was cut there. */
  private static boolean isCut(byte[] text, int end) {
    int last = text[end - 1] == '\r' ? end - 2 : end - 1;
    return last >= 0 && text[last] == '=';
  }
}
