package dev.straykey.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends where reading fails, so that the text before is still scanned; {@link #failed()} tells
 * afterwards.
 */
class TolerantStream extends FilterInputStream {
  private boolean failed;

  TolerantStream(InputStream in) {
    super(in);
  }

  boolean failed() {
    return failed;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (failed) {
      return -1;
    }
    try {
      return super.read(into, offset, length);
    } catch (IOException e) {
      failed = true;
      return -1;
    }
  }
}
