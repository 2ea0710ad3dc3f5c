package dev.straykey.git;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file of git's own, each byte a character: a log may hold names in any encoding. Of a
 * line without an end the beginning is told.
 */
final class GitLines implements Closeable {
  private static final int LONGEST = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int length;

  GitLines(Path file) throws IOException {
    in = Files.newInputStream(file);
  }

  private int read() throws IOException {
    if (at == length) {
      length = in.read(buffer);
      at = 0;
      if (length <= 0) {
        length = 0;
        return -1;
      }
    }
    return buffer[at++] & 0xff;
  }

  /** Returns the next line; null at the end. */
  @Nullable String next() throws IOException {
    int b = read();
    if (b < 0) {
      return null;
    }
    var line = new StringBuilder();
    for (; b >= 0 && b != '\n'; b = read()) {
      if (line.length() < LONGEST) {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
