package dev.straykey.decode;

import java.util.Arrays;

/**
 * Base64, both alphabets. A run of its letters is looked at in all four alignments, since what
 * stands before it may be glued to it (a path, a name, the letter of an escape); where some letters
 * in a row decode to text, that text is handed over. Text of two bytes a character, as PowerShell
 * takes it, and packed files are known by their first letters.
 */
public final class Base64Text implements Decoder {
  public static final String NAME = "base64";

  /** How far one piece of a long run begins behind the one before, in characters. */
  public static final int STRIDE = 16 * 1024;

  /** A line of wrapped base64 has at least so many letters. */
  private static final int WRAPPED = 40;

  private static final int BACK = 512;

  /** What it takes to look at a letter, and to try whether a packed file begins there, in steps. */
  private static final long EACH = 2;

  private static final int PACKED = 20_000;

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
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    for (int i = 0; i < marks.size(); i += 2) {
      int from = Math.max(marks.last(i), (int) Math.min(limit, joinedTo - window.base()));
      long length = Math.min(marks.last(i + 1), (long) limit + STRIDE) - from;
      if (!sink.took(Math.max(0, EACH * length))) {
        return;
      }
      run(window, start, from, marks.last(i + 1), limit, sink);
    }
  }

  /**
   * Looks at one run of token characters.
   *
   * @param start of all that is read now
   */
  private void run(Window window, int start, int from, int runEnd, int limit, Sink sink) {
    byte[] text = window.text();
    int to = window.to();
    int at = from;
    while ((at = Bytes.run(text, at, limit, runEnd, Bytes.BASE64, Base64Letters.LEAST)) >= 0) {
      int first = at == start ? Bytes.runStart(text, at, Math.max(0, at - BACK), Bytes.BASE64) : at;
      int end = Bytes.runEnd(text, at + Base64Letters.LEAST, to, Bytes.BASE64);
      int joined = end;
      if (at == first && Packing.looksPacked(text, first, end)) {
        joined = gather(text, first, end, to);
        if (sink.took(PACKED + EACH * size)) {
          sink.packed(decodeAll(), first, joined);
        }
      } else if (Base64Letters.hidesText(text, first, Math.min(end, limit + Base64Letters.LEAST))) {
        joined = gather(text, first, end, Math.min(to, limit + STRIDE));
        if (!Packing.spellsPlaceholder(letters, size) && sink.took(EACH * 4 * size)) {
          pieces(at, limit, sink);
        }
      }
      if (joined > end) {
        end = joined;
        joinedTo = window.base() + Math.min(joined, limit);
      }
      at = end + 1;
    }
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
      int next = Bytes.nextLine(text, at, to);
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
      while ((i = Base64Letters.nextText(letters, i, size)) >= 0 && places[i] < limit) {
        i = piece(i, at, limit, sink);
      }
    }
    int wide = 0;
    while ((wide = Base64Letters.nextWide(letters, wide, size)) >= 0 && places[wide] < limit) {
      wide = widePiece(wide, sink);
    }
  }

  /** Decodes from {@code i} while it is text; returns where to look for more. */
  private int piece(int i, int at, int limit, Sink sink) {
    piece.clear();
    int next = i;
    int odd = 0;
    while (next + 4 <= size && next - i < 2 * STRIDE && odd < 3) {
      int bits = Base64Letters.bits(letters, next);
      odd = Base64Letters.isText(letters, next) ? 0 : odd + 1;
      for (int k = 0; k < 3; k++) {
        piece.add(bits >> (16 - 8 * k), places[next + k], places[next + k + 1] + 1);
      }
      next += 4;
    }
    int rest = size - next;
    if (rest == 2 || rest == 3) {
      int bits =
          (Base64Letters.value(letters[next]) << 18)
              | (Base64Letters.value(letters[next + 1]) << 12)
              | (rest == 3 ? Base64Letters.value(letters[next + 2]) << 6 : 0);
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
    while (next + 8 <= size && next - i < 2 * STRIDE && Base64Letters.isWide(letters, next)) {
      int first = Base64Letters.bits(letters, next);
      int second = Base64Letters.bits(letters, next + 4);
      piece.add(first >> 16, places[next], places[next + 1] + 1);
      piece.add(first, places[next + 2], places[next + 4] + 1);
      piece.add(second >> 8, places[next + 5], places[next + 7] + 1);
      next += 8;
    }
    // The last one or two characters, which fill no eight letters.
    if (next + 3 <= size) {
      int first =
          (Base64Letters.value(letters[next]) << 18)
              | (Base64Letters.value(letters[next + 1]) << 12)
              | (Base64Letters.value(letters[next + 2]) << 6)
              | (next + 4 <= size ? Base64Letters.value(letters[next + 3]) : 0);
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
      held = (held << 6) | Base64Letters.value(letters[i]);
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out[n++] = (byte) (held >> bits);
      }
    }
    return Arrays.copyOf(out, n);
  }
}
