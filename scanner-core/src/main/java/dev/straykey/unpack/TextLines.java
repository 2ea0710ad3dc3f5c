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

  private static final int MOST = 64 << 20;
  private static final int ADDED = 6;

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final int most;
  private boolean full;

  /**
   * @param most how many bytes of text a sound file of this size may hold; a table that names one
   *     text over and over has more
   */
  TextLines(long most) {
    this.most = (int) Math.min(MOST, most);
  }

  /** Returns whether something was left out because there was too much. */
  boolean isFull() {
    return full;
  }

  /** Returns whether so many bytes can be added; from the first that can not, nothing can. */
  boolean hasRoom(long bytes) {
    full |= lines.size() + bytes > most;
    return !full;
  }

  /** Ends a line that was begun. */
  void end() {
    lines.write('\n');
  }

  /** Adds the bytes from {@code start} to {@code end}; what is too short is left out. */
  void line(byte[] bytes, int start, int end) {
    if (end - start >= SHORTEST && hasRoom(end - start + 1L)) {
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
    if (!hasRoom((long) nameEnd - nameStart + end - start + ADDED)) {
      return;
    }
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
