package dev.straykey.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * A regular expression as Go's package writes it, for RE2J, which is a port of that package: linear
 * in the text whatever the expression. It is tried on bytes as characters, so that what is no ASCII
 * in it is written as its bytes in UTF-8.
 */
final class GoPattern {
  private GoPattern() {}

  /**
   * Compiles {@code expression}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Pattern compile(String expression) {
    try {
      return Pattern.compile(onBytes(expression));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription(), e);
    }
  }

  /** Writes what is no ASCII as the bytes that stand in a text, each as a character. */
  static String onBytes(String expression) {
    if (expression.chars().allMatch(c -> c < 0x80)) {
      return expression;
    }
    var out = new StringBuilder();
    expression
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                out.append((char) c);
              } else {
                byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                out.append("(?:")
                    .append(new String(bytes, StandardCharsets.ISO_8859_1))
                    .append(")");
              }
            });
    return out.toString();
  }

  /** Returns the longest text that {@code expression} fits; -1 when there is no longest. */
  static int longest(String expression) {
    return new Length(expression).all();
  }

  /** Reads only as much of an expression as tells how long a match can be. */
  private static final class Length {
    private static final int MOST = 1 << 16;

    private final String text;
    private int at;

    Length(String text) {
      this.text = text;
    }

    int all() {
      int longest = choice();
      return at < text.length() || longest >= MOST ? -1 : longest;
    }

    private int choice() {
      int longest = sequence();
      while (at < text.length() && text.charAt(at) == '|') {
        at++;
        longest = Math.max(longest, sequence());
      }
      return longest;
    }

    private int sequence() {
      int sum = 0;
      while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
        sum = (int) Math.min(MOST, sum + (long) atom() * repeat());
      }
      return sum;
    }

    private int repeat() {
      long most = 1;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '*' || c == '+') {
          most = MOST;
          at++;
        } else if (c == '?') {
          at++;
        } else if (c == '{' && text.substring(at).matches("(?s)\\{\\d+(,\\d*)?}.*")) {
          int end = text.indexOf('}', at);
          String[] bounds = text.substring(at + 1, end).split(",", -1);
          String last = bounds[bounds.length - 1];
          most = Math.min(MOST, most * (last.isEmpty() ? MOST : Long.parseLong(last)));
          at = end + 1;
        } else {
          break;
        }
      }
      return (int) most;
    }

    private int atom() {
      char c = text.charAt(at++);
      return switch (c) {
        case '(' -> group();
        case '[' -> set();
        case '\\' -> escape();
        case '^', '$' -> 0;
        default -> 1;
      };
    }

    private int group() {
      if (text.startsWith("?", at)) {
        int end = at + 1;
        while (end < text.length() && ":)>".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        boolean flags = end < text.length() && text.charAt(end) == ')';
        at = Math.min(text.length(), end + 1);
        if (flags) {
          return 0;
        }
      }
      int longest = choice();
      at = Math.min(text.length(), at + 1);
      return longest;
    }

    private int set() {
      if (text.startsWith("^", at)) {
        at++;
      }
      boolean first = true;
      while (at < text.length() && (first || text.charAt(at) != ']')) {
        first = false;
        if (text.startsWith("[:", at)) {
          int end = text.indexOf(":]", at);
          at = end < 0 ? text.length() : end + 2;
        } else {
          at += text.charAt(at) == '\\' ? 2 : 1;
        }
      }
      at = Math.min(text.length(), at + 1);
      return 1;
    }

    private int escape() {
      if (at >= text.length()) {
        return 1;
      }
      char c = text.charAt(at++);
      if (c == 'x' || c == 'p' || c == 'P') {
        if (text.startsWith("{", at)) {
          int end = text.indexOf('}', at);
          at = end < 0 ? text.length() : end + 1;
        } else {
          at = Math.min(text.length(), at + (c == 'x' ? 2 : 1));
        }
        return 1;
      }
      if (c == 'Q') {
        int end = text.indexOf("\\E", at);
        int length = (end < 0 ? text.length() : end) - at;
        at = end < 0 ? text.length() : end + 2;
        return length;
      }
      return "bBAz".indexOf(c) >= 0 ? 0 : 1;
    }
  }
}
