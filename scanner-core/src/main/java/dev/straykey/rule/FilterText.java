package dev.straykey.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a filter expression, taken word by word: signs, strings, numbers and names, with the
 * blanks and remarks between them passed over. Errors say what stands where none of these does.
 */
final class FilterText {
  private final String text;
  private int at;

  FilterText(String text) {
    this.text = text;
  }

  int position() {
    return at;
  }

  /** Refuses anything that is left. */
  void end() {
    blanks();
    if (at < text.length()) {
      throw unknown();
    }
  }

  /** Passes over an alternative that cannot be read; returns false when its end is not clear. */
  boolean skipAlternative(int start) {
    at = start;
    int open = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isQuote(c)) {
        int end = closing(c);
        if (end < 0) {
          return false;
        }
        at = end;
      } else if (c == '(' || c == '[' || c == '{') {
        open++;
      } else if (c == ')' || c == ']' || c == '}') {
        open--;
      } else if (c == ';' || c == '?' || (c == '\n' && text.startsWith("let ", at + 1))) {
        // A statement or a choice: what stands behind hangs on what was not read.
        return false;
      } else if (open == 0 && text.startsWith("||", at)) {
        return !text.substring(start, at).contains("let ");
      }
      at++;
    }
    return open == 0 && !text.substring(start).contains("let ");
  }

  /** Passes over an exclamation mark that denies; returns whether one stands here. */
  boolean takeNot() {
    blanks();
    if (at + 1 < text.length() && text.charAt(at) == '!' && text.charAt(at + 1) != '=') {
      at++;
      return true;
    }
    return false;
  }

  /** Returns whether a string begins here. */
  boolean atString() {
    blanks();
    return at < text.length() && isQuote(text.charAt(at));
  }

  /** Returns whether a number begins here. */
  boolean atNumber() {
    blanks();
    return at < text.length() && Character.isDigit(text.charAt(at));
  }

  /** Takes the number that begins here. */
  Double number() {
    int start = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number is none", e);
    }
  }

  /** Takes a list of strings in brackets. */
  List<String> strings() {
    expect("[");
    var strings = new ArrayList<String>();
    while (!take("]")) {
      strings.add(string());
      if (!take(",")) {
        expect("]");
        break;
      }
    }
    return strings;
  }

  /** Takes a string in quotes. */
  String string() {
    if (!atString()) {
      throw unknown();
    }
    char quote = text.charAt(at);
    int end = closing(quote);
    if (end < 0) {
      throw new IllegalArgumentException("a string does not end");
    }
    String raw = text.substring(at + 1, end);
    at = end + 1;
    return quote == '`' ? raw : unescaped(raw);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '`' || c == '\'';
  }

  private int closing(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && quote != '`') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String raw) {
    var out = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\' && i + 1 < raw.length()) {
        char escaped = raw.charAt(++i);
        out.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Takes a name, which may have dots in it. */
  String word() {
    blanks();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (start == at) {
      throw unknown();
    }
    return text.substring(start, at);
  }

  /** Passes over {@code token}; returns whether it stands here. */
  boolean take(String token) {
    blanks();
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  /** Passes over {@code token}, which must stand here. */
  void expect(String token) {
    if (!take(token)) {
      throw unknown();
    }
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        at >= text.length()
            ? "it ends too early"
            : "it has “%s” where nothing known has"
                .formatted(printable(text.substring(at, Math.min(text.length(), at + 1)))));
  }

  /** Returns {@code word} as a message may show it: short, and in plain letters. */
  static String printable(String word) {
    String shown = word.length() > 40 ? word.substring(0, 40) + "…" : word;
    return shown.replaceAll("[^ -~…]", "?");
  }

  private void blanks() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }
}
