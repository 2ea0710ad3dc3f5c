package dev.straykey.scan;

import dev.straykey.decode.Decoded;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds one value and nothing else: what it is called says what it is, as a name in
 * front of it would ({@code master.key}, {@code api_token}, {@code .vault_pass}).
 */
final class FileValue {
  static final String NAME = "file-name";

  private static final int SHORTEST = 8;
  private static final int LONGEST = 512;
  private static final int LONGEST_NAME = 60;

  /** What stands in lists, in code and in markup. */
  private static final String NO_VALUE = "\"\\,;(){}[]<>";

  private final Decoded piece = new Decoded();

  /** Returns {@code name="value"} for what a file holds; null when that is not one value. */
  @Nullable Decoded of(String path, byte[] text, int length) {
    int end = length;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r' || text[end - 1] == ' ')) {
      end--;
    }
    if (end < SHORTEST || end > LONGEST || length - end > 8) {
      return null;
    }
    for (int i = 0; i < end; i++) {
      if (text[i] <= ' ' || text[i] > '~' || NO_VALUE.indexOf(text[i]) >= 0) {
        return null;
      }
    }
    String name = name(path);
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.endsWith(".pub")) {
      return null;
    }
    piece.clear();
    for (byte b : (name + "=\"").getBytes(StandardCharsets.UTF_8)) {
      piece.add(b, 0, 1);
    }
    piece.copy(text, 0, end);
    piece.add('"', end - 1, end);
    piece.add('\n', end - 1, end);
    return piece;
  }

  /** Returns a file's name without its folders, and without an ending that says nothing. */
  private static String name(String path) {
    String name = path.substring(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
    return name.endsWith(".txt") || name.endsWith(".dat")
        ? name.substring(0, name.length() - 4)
        : name;
  }
}
