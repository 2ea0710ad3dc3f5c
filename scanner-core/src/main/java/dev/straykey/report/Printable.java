package dev.straykey.report;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes foreign text inert on one line: what moves a cursor, reorders or hides characters, ends a
 * line or commands a build server is shown as <code>&#92;u001b</code>.
 *
 * <p>Build servers act on what a log holds: Azure Pipelines on {@code ##vso[} and GitHub Actions on
 * {@code ##[} anywhere in a line, TeamCity on {@code ##teamcity[}, GitHub Actions on {@code ::}
 * where a line begins.
 */
public final class Printable {
  /** Longer texts are cut: a path or a link fits, a planted megabyte does not. */
  static final int LONGEST = 2_000;

  private static final Pattern LOG_COMMAND = Pattern.compile("#(?=#[A-Za-z]*\\[)");
  private static final Pattern LINE_COMMAND = Pattern.compile("^(\\s*):(?=:)");
  private static final String FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

  private Printable() {}

  /** Returns {@code text} as one line that only shows; empty for null. */
  public static String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    if (!isPlain(shown)) {
      shown = escape(shown);
      shown = LOG_COMMAND.matcher(shown).replaceAll("\\\\u0023");
    }
    return shown.length() == text.length() || text.length() <= LONGEST
        ? shown
        : shown + "… (%s characters more)".formatted(text.length() - LONGEST);
  }

  /** Returns a finished line that cannot be taken for a command by where it begins. */
  static String line(String line) {
    return LINE_COMMAND.matcher(line).replaceFirst("$1\\\\u003a");
  }

  /** Returns true when {@code c}, half of a pair included, does more than stand there. */
  static boolean acts(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> FILLERS.indexOf(c) >= 0;
    };
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '#');
  }

  private static String escape(String text) {
    var out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (acts(c)) {
                for (char half : Character.toChars(c)) {
                  out.append("\\u%04x".formatted((int) half));
                }
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
