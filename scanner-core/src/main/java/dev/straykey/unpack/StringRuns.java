package dev.straykey.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What reads like text among other bytes: runs of ASCII, and of ASCII in two bytes a character in
 * either order. Where the byte before a text says how long it is, what follows may read like more
 * of it, and the byte itself like a letter of it: such a text is given as it stands and alone.
 */
final class StringRuns extends LazyText {
  private static final int CHUNK = 1 << 16;
  private static final int SHORTEST = 8;

  /** A longer run is given in parts; none of its keys is as long. */
  private static final int LONGEST = 1 << 20;

  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private byte[] run = new byte[256];
  private int length;

  /** The four bytes before the run, of which the last is the lowest. */
  private int before;

  private byte[] wide = new byte[256];
  private int wideLength;

  /** The letter before a zero that is still to come; 0 for none. */
  private byte pending;

  StringRuns(InputStream in) {
    this.in = in;
  }

  @Override
  boolean more(TextLines lines) throws IOException {
    int n = in.readNBytes(chunk, 0, CHUNK);
    for (int i = 0; i < n; i++) {
      take(chunk[i], lines);
    }
    if (n == CHUNK) {
      return true;
    }
    endRun(lines);
    endWide(lines);
    return false;
  }

  private void take(byte b, TextLines lines) {
    boolean isText = (b >= ' ' && b < 127) || b == '\t' || b == '\n' || b == '\r';
    if (isText) {
      if (pending != 0) {
        endWide(lines);
      }
      pending = b;
      if (length == run.length) {
        run = Arrays.copyOf(run, length * 2);
      }
      run[length++] = b;
      if (length == LONGEST) {
        endRun(lines);
      }
      return;
    }
    if (b == 0 && pending != 0) {
      if (wideLength == wide.length) {
        wide = Arrays.copyOf(wide, wideLength * 2);
      }
      wide[wideLength++] = pending;
      pending = 0;
      if (wideLength == LONGEST) {
        endWide(lines);
      }
    } else {
      endWide(lines);
    }
    endRun(lines);
    before = (before << 8) | (b & 0xff);
  }

  private void endRun(TextLines lines) {
    if (length >= SHORTEST) {
      lines.line(run, 0, length);
      int said = (before & 0xff) == 0 ? before >>> 24 : before & 0xff;
      int rest = 0;
      if (said >= SHORTEST && said < length) {
        lines.line(run, 0, said);
        rest = said;
      }
      withoutLengths(rest, lines);
    }
    length = 0;
    before = 0;
  }

  /** Python puts {@code z} before the length of a short text. */
  private void withoutLengths(int from, TextLines lines) {
    int at = from;
    while (at + SHORTEST < length) {
      int size = at + ((run[at] | 0x20) == 'z' && fits(at + 1) ? 1 : 0);
      if (!fits(size)) {
        return;
      }
      lines.line(run, size + 1, size + 1 + run[size]);
      at = size + 1 + run[size];
    }
  }

  private boolean fits(int at) {
    return at < length && run[at] >= SHORTEST && at + 1 + run[at] <= length;
  }

  private void endWide(TextLines lines) {
    if (wideLength > 0) {
      // With the zero first, the last letter is still to come.
      if (pending != 0 && wideLength < wide.length) {
        wide[wideLength++] = pending;
      }
      if (wideLength >= SHORTEST) {
        lines.line(wide, 0, wideLength);
      }
    }
    wideLength = 0;
    pending = 0;
  }
}
