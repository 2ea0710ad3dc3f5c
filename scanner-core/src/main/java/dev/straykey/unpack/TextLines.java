package dev.straykey.unpack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The texts of a file that is none, in UTF-8: a line for each, a name before it where it has one.
 */
final class TextLines {
  /** What is shorter is no key. */
  private static final int SHORTEST = 4;

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  /** Ends a line that was begun. */
  void end() {
    lines.write('\n');
  }

  /** Adds the bytes from {@code start} to {@code end}; what is too short is left out. */
  void line(byte[] bytes, int start, int end) {
    if (end - start >= SHORTEST) {
      lines.write(bytes, start, end - start);
      lines.write('\n');
    }
  }

  void line(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    line(bytes, 0, bytes.length);
  }

  /** Adds {@code name = "value"}. */
  void assigned(byte[] bytes, int nameStart, int nameEnd, int start, int end) {
    lines.write(bytes, nameStart, nameEnd - nameStart);
    lines.writeBytes(new byte[] {' ', '=', ' ', '"'});
    lines.write(bytes, start, end - start);
    lines.writeBytes(new byte[] {'"', '\n'});
  }

  byte[] bytes() {
    return lines.toByteArray();
  }

  InputStream stream() {
    return new ByteArrayInputStream(bytes());
  }
}
