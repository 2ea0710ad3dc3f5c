package dev.straykey.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands in a log in the place of a key.
 *
 * @param rule that fired
 * @param brief the first 12 characters of the fingerprint
 * @param ours whether the inventory knows the key
 * @param line of its first place, from 1
 * @param times in how many places it was masked
 */
public record LogMask(String rule, String brief, boolean ours, long line, int times) {
  private static final String START = "[straykey masked ";
  private static final byte[] START_BYTES = START.getBytes(StandardCharsets.US_ASCII);

  /** Longest that a mask can be: a rule's id is at most 80 characters long. */
  private static final int LONGEST = 128;

  /** Most different masks that are told apart; a build can print what it likes. */
  private static final int MOST = 10_000;

  private static final java.util.regex.Pattern REST =
      java.util.regex.Pattern.compile(
          "([a-z0-9][a-z0-9._-]{0,79}) ([0-9a-f]{12})( ours)?\\].*",
          java.util.regex.Pattern.DOTALL);

  static String text(String rule, String brief, boolean ours) {
    return START + rule + " " + brief + (ours ? " ours" : "") + "]";
  }

  /** Returns every mask in a log, each once, in the order of their first places. */
  public static Collection<LogMask> find(InputStream log) throws IOException {
    Map<String, LogMask> found = new LinkedHashMap<>();
    var buffer = new byte[64 * 1024];
    int size = 0;
    long line = 1;
    while (true) {
      int read = log.readNBytes(buffer, size, buffer.length - size);
      size += read;
      boolean last = size < buffer.length;
      int end = last ? size : size - LONGEST;
      for (int i = 0; i < end; i++) {
        if (buffer[i] == '\n') {
          line++;
        } else if (buffer[i] == '[' && starts(buffer, i, size)) {
          take(
              new String(
                  buffer,
                  i + START_BYTES.length,
                  Math.min(LONGEST, size - i) - START_BYTES.length,
                  StandardCharsets.ISO_8859_1),
              line,
              found);
        }
      }
      if (last) {
        return found.values();
      }
      System.arraycopy(buffer, end, buffer, 0, size - end);
      size -= end;
    }
  }

  private static boolean starts(byte[] buffer, int at, int size) {
    return size - at >= START_BYTES.length
        && java.util.Arrays.equals(
            buffer, at, at + START_BYTES.length, START_BYTES, 0, START_BYTES.length);
  }

  private static void take(String rest, long line, Map<String, LogMask> found) {
    var match = REST.matcher(rest);
    if (!match.matches() || found.size() >= MOST) {
      return;
    }
    boolean ours = match.group(3) != null;
    found.merge(
        match.group(1) + " " + match.group(2),
        new LogMask(match.group(1), match.group(2), ours, line, 1),
        (a, b) -> new LogMask(a.rule, a.brief, a.ours || b.ours, a.line, a.times + 1));
  }
}
