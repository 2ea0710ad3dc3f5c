package dev.straykey.scan;

import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a place stands where code documents itself: a block of Javadoc and its like, a docstring
 * of Python, the {@code EXAMPLES} of an Ansible module, {@code @doc} of Elixir, a line behind
 * {@code ///}. What is assigned there shows how to, as on a page of documentation.
 *
 * <p>A remark ({@code //}, {@code #}, {@code /*}) is none: code that was taken out of use has real
 * passwords in it.
 *
 * <p>Remembers what it saw of a text, so that keys close by one another are not each looked far
 * behind. For one thread.
 */
final class DocText {
  /** How far back its begin is looked for. */
  private static final int REACH = 1 << 16;

  /** What was seen is remembered up to so far before a place: the next may stand before it. */
  private static final int LAG = 1024;

  /** What strings are called that only document. */
  private static final Set<String> NAMES =
      Set.of(
          "__doc__",
          "description",
          "doc",
          "docs",
          "documentation",
          "epilog",
          "example",
          "examples",
          "help",
          "help_text",
          "return",
          "returns",
          "usage");

  /** Up to where the text was looked at. */
  private int seenTo;

  /** Where the line of that place begins, as far as it was looked for. */
  private int lineOfSeen;

  /** The last of the nearest three quotes before it; -1 where there are none in reach. */
  private int quotesOfSeen = -1;

  /** Forgets what was seen: what comes is another text, or stands elsewhere. */
  void begin() {
    seenTo = 0;
    lineOfSeen = 0;
    quotesOfSeen = -1;
  }

  /** Returns true when {@code at} stands in documentation. */
  boolean holds(byte[] text, int at) {
    if (at < seenTo) {
      begin();
    }
    if (at - LAG > seenTo) {
      int to = at - LAG;
      int line = line(text, to);
      quotesOfSeen = quotes(text, to);
      lineOfSeen = line;
      seenTo = to;
    }
    int least = Math.max(0, at - REACH);
    int quotes = quotes(text, at);
    return isInBlock(text, at, line(text, at), least)
        || (quotes >= 0 && opens(text, quotes - 2, least));
  }

  private int line(byte[] text, int at) {
    int least = Math.max(0, at - REACH);
    int known = Math.max(least, seenTo);
    int line = lineStart(text, at, known);
    return line > known ? line : Math.max(least, Math.min(known, lineOfSeen));
  }

  private static boolean isInBlock(byte[] text, int at, int start, int least) {
    int line = start;
    int first = afterBlanks(text, line, at);
    if (is(text, first, "///") || is(text, first, "//!") || is(text, first, "#'")) {
      return true;
    }
    while (!is(text, first, "/**")) {
      boolean goesOn = first < text.length && text[first] == '*' && !is(text, first, "*/");
      if (!goesOn || line <= least) {
        return false;
      }
      line = lineStart(text, line - 1, least);
      first = afterBlanks(text, line, at);
    }
    return !is(text, first, "/**/") && !closes(text, first + 3, at);
  }

  private static boolean closes(byte[] text, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      if (text[i] == '*' && text[i + 1] == '/') {
        return true;
      }
    }
    return false;
  }

  /** Returns the last of the nearest three quotes, which open a string; -1 for none. */
  private int quotes(byte[] text, int at) {
    int least = Math.max(0, at - REACH) + 2;
    for (int i = at - 1; i >= Math.max(least, seenTo); i--) {
      byte quote = text[i];
      if ((quote == '"' || quote == '\'') && text[i - 1] == quote && text[i - 2] == quote) {
        return i;
      }
    }
    return quotesOfSeen >= least ? quotesOfSeen : -1;
  }

  private static boolean opens(byte[] text, int quotes, int least) {
    int end = quotes;
    while (end > least && quotes - end < 2 && "rRuUbB".indexOf(text[end - 1]) >= 0) {
      end--; // r"""
    }
    end = beforeBlanks(text, end, least);
    if (end == 0 || text[end - 1] == '\n') {
      return isFirstStatement(text, end, least);
    }
    boolean isAssigned = text[end - 1] == '=' || text[end - 1] == ':';
    String name = name(text, isAssigned ? beforeBlanks(text, end - 1, least) : end, least);
    return isAssigned
        ? NAMES.contains(name.toLowerCase(Locale.ROOT))
        : name.equals("@doc") || name.equals("@moduledoc") || name.equals("@typedoc");
  }

  /** Nothing stands before it but remarks, or the line before ends as that of a function does. */
  private static boolean isFirstStatement(byte[] text, int at, int least) {
    int end = at;
    while (end > least) {
      int line = lineStart(text, end - 1, least);
      int first = afterBlanks(text, line, end - 1);
      if (first < end - 1 && text[first] != '#') {
        int last = beforeBlanks(text, end - 1, line);
        return text[last - 1] == ':';
      }
      end = line;
    }
    return end == 0;
  }

  private static String name(byte[] text, int end, int least) {
    int start = end;
    while (start > least
        && (Boundary.isWord(text[start - 1]) || text[start - 1] == '_' || text[start - 1] == '@')) {
      start--;
    }
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static int lineStart(byte[] text, int at, int least) {
    int start = at;
    while (start > least && text[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private static int afterBlanks(byte[] text, int from, int to) {
    int at = from;
    while (at < to && isBlank(text[at])) {
      at++;
    }
    return at;
  }

  private static int beforeBlanks(byte[] text, int from, int least) {
    int at = from;
    while (at > least && isBlank(text[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private static boolean is(byte[] text, int at, String sign) {
    if (at + sign.length() > text.length) {
      return false;
    }
    for (int i = 0; i < sign.length(); i++) {
      if (text[at + i] != sign.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
