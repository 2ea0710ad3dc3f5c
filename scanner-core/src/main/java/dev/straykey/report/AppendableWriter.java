package dev.straykey.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.CharBuffer;

/** Lets the JSON, CSV and XML writers write to any {@link Appendable}; never closes it. */
final class AppendableWriter extends Writer {
  private final Appendable out;

  AppendableWriter(Appendable out) {
    this.out = out;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    out.append(CharBuffer.wrap(text, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.append(text, offset, offset + length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
