package dev.straykey.unpack;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Bytes that are made piece by piece, as they are read. */
abstract class PieceStream extends InputStream {
  private byte[] ready = new byte[0];
  private int at;

  /** Returns the next piece, which may be empty; null when there is none. */
  abstract byte @Nullable [] next() throws IOException;

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
      byte[] next = next();
      if (next == null) {
        return -1;
      }
      ready = next;
      at = 0;
    }
    int n = Math.min(length, ready.length - at);
    System.arraycopy(ready, at, into, offset, n);
    at += n;
    return n;
  }
}
