package dev.straykey.scan;

import java.util.Arrays;

/**
 * Base64, both alphabets. A run of its letters is looked at in all four alignments, since what
 * stands before it may be glued to it (a path, a name, the letter of an escape); where some letters
 * in a row decode to text, that text is handed over. Text of two bytes a character, as PowerShell
 * takes it, and packed files are known by their first letters.
 */
final class Base64Text implements Decoder {
  static final String NAME = "base64";

  /** How far one piece of a long run begins behind the one before, in characters. */
  static final int STRIDE = 16 * 1024;

  /** Letters that must decode to text, in a row, before anything is decoded. */
  private static final int LEAST = 24;

  /** A line of wrapped base64 has at least so many letters. */
  private static final int WRAPPED = 40;

  private static final int BACK = 512;
  private static final byte[] VALUES = new byte[256];

  /** Letters that can be the first of four that decode to text. */
  private static final boolean[] FIRST = new boolean[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
    VALUES['-'] = 62;
    VALUES['_'] = 63;
    for (int letter = 0; letter < VALUES.length; letter++) {
      // The first of four letters holds the first byte's upper six bits.
      int lowest = VALUES[letter] << 2;
      FIRST[letter] =
          VALUES[letter] >= 0
              && (Bytes.isText((byte) lowest)
                  || Bytes.isText((byte) (lowest + 1))
                  || Bytes.isText((byte) (lowest + 2)));
    }
  }

  private final Decoded piece = new Decoded();

  /** A run's letters and their places, its line ends left out. Reused. */
  private byte[] letters = new byte[256];

  private int[] places = new int[256];
  private int size;
  private long joinedTo;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean inRuns() {
    return true;
  }

  @Override
  public void begin() {
    joinedTo = 0;
  }

  @Override
  public void read(Region region, int start, int limit, Marks marks, Sink sink) {
    for (int i = 0; i < marks.size(); i += 2) {
      int from = Math.max(marks.last(i), (int) Math.min(limit, joinedTo - region.base()));
      run(region, start, from, marks.last(i + 1), limit, sink);
    }
  }

  /**
   * Looks at one run of token characters.
   *
   * @param start of all that is read now
   */
  private void run(Region region, int start, int from, int runEnd, int limit, Sink sink) {
    byte[] text = region.text();
    int to = region.to();
    int at = from;
    while ((at = Bytes.run(text, at, limit, runEnd, Bytes.BASE64, LEAST)) >= 0) {
      int first = at == start ? Bytes.runStart(text, at, Math.max(0, at - BACK), Bytes.BASE64) : at;
      int end = Bytes.runEnd(text, at + LEAST, to, Bytes.BASE64);
      int joined = end;
      if (at == first && Packing.looksPacked(text, first, end)) {
        joined = gather(text, first, end, to);
        sink.packed(decodeAll(), first, joined);
      } else if (hidesText(text, first, Math.min(end, limit + LEAST))) {
        joined = gather(text, first, end, Math.min(to, limit + STRIDE));
        if (!Packing.spellsPlaceholder(letters, size)) {
          pieces(at, limit, sink);
        }
      }
      if (joined > end) {
        end = joined;
        joinedTo = region.base() + Math.min(joined, limit);
      }
      at = end + 1;
    }
  }

  private static boolean hidesText(byte[] text, int start, int end) {
    for (int alignment = 0; alignment < 4; alignment++) {
      if (nextText(text, start + alignment, end) >= 0) {
        return true;
      }
    }
    return nextWide(text, start, Math.min(end, start + LEAST + 8)) >= 0;
  }

  /**
   * Returns where, in steps of four from {@code start}, {@link #LEAST} letters begin that decode to
   * text; -1 when none do. Looks at the last four first, so that most are never read.
   */
  private static int nextText(byte[] letters, int start, int end) {
    int i = start;
    while (i + LEAST <= end) {
      int j = i + LEAST - 4;
      while (j >= i && FIRST[letters[j] & 0xff] && isText(letters, j)) {
        j -= 4;
      }
      if (j < i) {
        return i;
      }
      i = j + 4;
    }
    return -1;
  }

  private static boolean isText(byte[] letters, int at) {
    int bits = bits(letters, at);
    return Bytes.isText((byte) (bits >> 16))
        && Bytes.isText((byte) (bits >> 8))
        && Bytes.isText((byte) bits);
  }

  private static int bits(byte[] letters, int at) {
    return (VALUES[letters[at] & 0xff] << 18)
        | (VALUES[letters[at + 1] & 0xff] << 12)
        | (VALUES[letters[at + 2] & 0xff] << 6)
        | VALUES[letters[at + 3] & 0xff];
  }

  /** Returns where letters begin that hide text of two bytes a character, the second one zero. */
  private static int nextWide(byte[] letters, int start, int end) {
    for (int i = start; i + LEAST <= end; i++) {
      if (letters[i + 7] != 'A') {
        continue;
      }
      if (isWide(letters, i) && isWide(letters, i + 8) && isWide(letters, i + 16)) {
        return i;
      }
    }
    return -1;
  }

  /** Eight letters are six bytes: three characters. */
  private static boolean isWide(byte[] letters, int at) {
    int first = bits(letters, at);
    int second = bits(letters, at + 4);
    return (first & 0xff00) == 0
        && (second & 0xff00ff) == 0
        && Bytes.isText((byte) (first >> 16))
        && Bytes.isText((byte) first)
        && Bytes.isText((byte) (second >> 8));
  }

  /**
   * Takes the run, and the lines behind it where it is wrapped: each as long as the first, the last
   * one shorter. Returns where it ends.
   */
  private int gather(byte[] text, int start, int end, int to) {
    size = 0;
    take(text, start, Math.min(end, to));
    int length = end - start;
    int at = end;
    while (length >= WRAPPED && length % 4 == 0 && at - start < 64 * STRIDE) {
      int next = nextLine(text, at, to);
      int lineEnd = next < 0 ? -1 : Bytes.runEnd(text, next, to, Bytes.BASE64);
      if (next < 0 || lineEnd == next || lineEnd - next > length) {
        break;
      }
      take(text, next, lineEnd);
      at = lineEnd;
      if (lineEnd - next < length) {
        break;
      }
    }
    return Math.min(at, to);
  }

  /** Returns where the next line's text begins; -1 when this one goes on. */
  private static int nextLine(byte[] text, int end, int to) {
    int i = end;
    if (i < to && text[i] == '\r') {
      i++;
    }
    if (i >= to || text[i] != '\n') {
      return -1;
    }
    do {
      i++;
    } while (i < to && (text[i] == ' ' || text[i] == '\t'));
    return i;
  }

  private void take(byte[] text, int start, int end) {
    int needed = size + end - start;
    if (needed > letters.length) {
      int grown = Math.max(needed, letters.length * 2);
      letters = Arrays.copyOf(letters, grown);
      places = Arrays.copyOf(places, grown);
    }
    for (int i = start; i < end; i++) {
      letters[size] = text[i];
      places[size++] = i;
    }
  }

  /** Hands over what the gathered letters hide and what begins from {@code at} to {@code limit}. */
  private void pieces(int at, int limit, Sink sink) {
    for (int alignment = 0; alignment < 4; alignment++) {
      int i = alignment;
      while ((i = nextText(letters, i, size)) >= 0 && places[i] < limit) {
        i = piece(i, at, limit, sink);
      }
    }
    int wide = 0;
    while ((wide = nextWide(letters, wide, size)) >= 0 && places[wide] < limit) {
      wide = widePiece(wide, sink);
    }
  }

  /** Decodes from {@code i} while it is text; returns where to look for more. */
  private int piece(int i, int at, int limit, Sink sink) {
    piece.clear();
    int next = i;
    int odd = 0;
    while (next + 4 <= size && next - i < 2 * STRIDE && odd < 3) {
      int bits = bits(letters, next);
      odd = isText(letters, next) ? 0 : odd + 1;
      for (int k = 0; k < 3; k++) {
        piece.add(bits >> (16 - 8 * k), places[next + k], places[next + k + 1] + 1);
      }
      next += 4;
    }
    int rest = size - next;
    if (rest == 2 || rest == 3) {
      int bits =
          (VALUES[letters[next] & 0xff] << 18)
              | (VALUES[letters[next + 1] & 0xff] << 12)
              | (rest == 3 ? VALUES[letters[next + 2] & 0xff] << 6 : 0);
      for (int k = 0; k < rest - 1; k++) {
        piece.add(bits >> (16 - 8 * k), places[next + k], places[next + k + 1] + 1);
      }
    }
    boolean more = next - i >= 2 * STRIDE;
    piece.ownFrom(at - BACK);
    piece.ownTo(more ? Math.min(limit, places[i + STRIDE]) : limit);
    sink.text(piece);
    return more ? i + STRIDE : next;
  }

  private int widePiece(int i, Sink sink) {
    piece.clear();
    int next = i;
    while (next + 8 <= size && next - i < 2 * STRIDE && isWide(letters, next)) {
      int first = bits(letters, next);
      int second = bits(letters, next + 4);
      piece.add(first >> 16, places[next], places[next + 1] + 1);
      piece.add(first, places[next + 2], places[next + 4] + 1);
      piece.add(second >> 8, places[next + 5], places[next + 7] + 1);
      next += 8;
    }
    // The last one or two characters, which fill no eight letters.
    if (next + 3 <= size) {
      int first =
          (VALUES[letters[next] & 0xff] << 18)
              | (VALUES[letters[next + 1] & 0xff] << 12)
              | (VALUES[letters[next + 2] & 0xff] << 6)
              | (next + 4 <= size ? VALUES[letters[next + 3] & 0xff] : 0);
      if ((first & 0xff00) == 0 && Bytes.isText((byte) (first >> 16))) {
        piece.add(first >> 16, places[next], places[next + 1] + 1);
        if (next + 5 < size && Bytes.isText((byte) first)) {
          piece.add(first, places[next + 2], places[next + 4] + 1);
        }
      }
    }
    sink.text(piece);
    return next;
  }

  private byte[] decodeAll() {
    byte[] out = new byte[size / 4 * 3 + 2];
    int n = 0;
    int bits = 0;
    int held = 0;
    for (int i = 0; i < size; i++) {
      held = (held << 6) | VALUES[letters[i] & 0xff];
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out[n++] = (byte) (held >> bits);
      }
    }
    return Arrays.copyOf(out, n);
  }
}
