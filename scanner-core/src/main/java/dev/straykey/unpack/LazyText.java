package dev.straykey.unpack;

import java.io.IOException;
import java.io.InputStream;

/** Text that is made part by part, as it is read. */
abstract class LazyText extends InputStream {
  private static final int MOST_AT_ONCE = 32 << 20;

  private byte[] ready = new byte[0];
  private int at;
  private boolean ended;

  /** Adds some more of the text to {@code lines}; returns false when that was the last. */
  abstract boolean more(TextLines lines) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == ready.length) {
      if (ended) {
        return -1;
      }
      var lines = new TextLines(MOST_AT_ONCE);
      ended = !more(lines);
      if (lines.isFull()) {
        throw new IOException("a part of it holds more text than such a part can");
      }
      ready = lines.bytes();
      at = 0;
    }
    int n = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, into, offset, n);
    at += n;
    return n;
  }
}
