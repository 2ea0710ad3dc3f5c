package dev.straykey.decode;

/** Hexadecimal digits, two a byte; a digest's do not decode to text. */
final class HexText implements Decoder {
  /** Digits that must decode to text, in a row, before anything is decoded. */
  private static final int LEAST = 32;

  private static final int BACK = 512;

  /** What it takes to look at a byte in both alignments, in steps. */
  private static final long EACH = 2;

  private final Decoded piece = new Decoded();

  @Override
  public String name() {
    return "hex";
  }

  @Override
  public boolean inRuns() {
    return true;
  }

  @Override
  public void begin() {
    // Each run is looked at where it stands.
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    for (int i = 0; i < marks.size() && sink.took(length(marks, i, limit)); i += 2) {
      run(window.text(), marks.last(i), marks.last(i + 1), limit, sink);
    }
  }

  /** What it takes to look at a run, in steps. */
  private static long length(Marks marks, int i, int limit) {
    return EACH * (Math.min(marks.last(i + 1), (long) limit + Decoded.MOST) - marks.last(i));
  }

  private void run(byte[] text, int start, int to, int limit, Sink sink) {
    int at = start;
    while ((at = Bytes.run(text, at, limit, to, Bytes.HEX, LEAST)) >= 0) {
      int first = Bytes.runStart(text, at, Math.max(0, at - BACK), Bytes.HEX);
      int end = Bytes.runEnd(text, at + LEAST, to, Bytes.HEX);
      for (int alignment = 0; alignment < 2; alignment++) {
        int i = first + alignment;
        while ((i = nextText(text, i, end)) >= 0 && i < limit) {
          i = piece(text, i, end, limit, sink);
        }
      }
      at = end + 1;
    }
  }

  private static int nextText(byte[] text, int start, int end) {
    int i = start;
    while (i + LEAST <= end) {
      int j = i + LEAST - 2;
      while (j >= i && Bytes.isText(value(text, j))) {
        j -= 2;
      }
      if (j < i) {
        return i;
      }
      i = j + 2;
    }
    return -1;
  }

  private static byte value(byte[] text, int at) {
    return (byte) ((Bytes.hex(text[at]) << 4) | Bytes.hex(text[at + 1]));
  }

  private int piece(byte[] text, int start, int end, int limit, Sink sink) {
    piece.clear();
    int i = start;
    while (i + 2 <= end && piece.size() < Decoded.MOST && Bytes.isText(value(text, i))) {
      piece.add(value(text, i), i, i + 2);
      i += 2;
    }
    boolean more = piece.size() == Decoded.MOST;
    piece.ownTo(more ? Math.min(limit, start + Decoded.MOST) : limit);
    sink.text(piece);
    return more ? start + Decoded.MOST : i;
  }
}
