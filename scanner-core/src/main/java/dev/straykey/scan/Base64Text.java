package dev.straykey.scan;

import java.util.Arrays;

/**
 * Base64 in a text, both alphabets: finds runs that hide text, and decodes them piece by piece, so
 * that a run may have any length.
 */
final class Base64Text {
  static final String NAME = "base64";

  /** How far one piece begins behind the one before, in characters; a piece is twice as long. */
  static final int STRIDE = 16 * 1024;

  private static final int LEAST = 24;
  private static final int PROBE = 16;
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
    VALUES['-'] = 62;
    VALUES['_'] = 63;
  }

  private long runStart = -1;

  /** Takes the text of one piece. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes a decoded piece.
     *
     * @param own how many first bytes of {@code decoded} a key of this piece begins in; what begins
     *     behind them is the next piece's
     * @param start of the piece in the text
     */
    void text(byte[] decoded, int own, int start, int end);
  }

  /** Reads the runs' pieces that begin from {@code start} to {@code limit}. */
  void read(Region region, int start, int limit, Sink sink) {
    byte[] text = region.text();
    int to = region.to();
    boolean inside = start > 0 && runStart >= 0 && Bytes.is(text[start - 1], Bytes.BASE64);
    int at = start;
    if (inside) {
      int end = Bytes.runEnd(text, start, to, Bytes.BASE64);
      pieces(region, runStart, start, end, limit, sink);
      at = end;
      if (end >= limit) {
        runStart = end == to ? runStart : -1;
        return;
      }
    }
    runStart = -1;
    while ((at = Bytes.run(text, at, limit, to, Bytes.BASE64, LEAST)) >= 0) {
      int end = Bytes.runEnd(text, at + LEAST, to, Bytes.BASE64);
      boolean text64 = printable(text, at, PROBE);
      if (text64) {
        pieces(region, region.base() + at, at, end, limit, sink);
        if (end > limit) {
          runStart = region.base() + at;
        }
      }
      at = end + 1;
    }
  }

  private static void pieces(Region region, long first, int start, int end, int limit, Sink sink) {
    long behind = region.base() + start - first;
    long piece = first + (behind + STRIDE - 1) / STRIDE * STRIDE;
    for (; piece < region.base() + Math.min(limit, end); piece += STRIDE) {
      int from = (int) (piece - region.base());
      int until = Math.min(end, from + 2 * STRIDE);
      if (piece > first && until - from <= STRIDE) {
        return;
      }
      byte[] decoded = decode(region.text(), from, until);
      if (mostlyText(decoded)) {
        sink.text(decoded, until < end ? STRIDE / 4 * 3 : decoded.length, from, until);
      }
    }
  }

  private static boolean printable(byte[] text, int at, int length) {
    for (byte c : decode(text, at, at + length)) {
      if (!isText(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mostlyText(byte[] decoded) {
    int odd = 0;
    for (byte c : decoded) {
      odd += isText(c) ? 0 : 1;
    }
    return odd * 10 <= decoded.length;
  }

  private static boolean isText(byte c) {
    return (c >= ' ' && c < 127) || c == '\n' || c == '\r' || c == '\t';
  }

  private static byte[] decode(byte[] text, int from, int to) {
    byte[] out = new byte[(to - from) / 4 * 3 + 2];
    int n = 0;
    int bits = 0;
    int held = 0;
    for (int i = from; i < to; i++) {
      held = (held << 6) | VALUES[text[i] & 0xff];
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out[n++] = (byte) (held >> bits);
      }
    }
    return Arrays.copyOf(out, n);
  }
}
