package dev.straykey.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * Strings in quotes that a language puts together: with an operator ({@code +}, {@code .}, {@code
 * &}, {@code ..}, {@code ||}, {@code ~}, {@code <>}, {@code ++}), or because they follow one
 * another, over line ends too.
 */
final class Concatenation extends JoinedText {
  private static final String OPERATORS = "+.&|~<>^";

  @Override
  public String name() {
    return "concatenation";
  }

  @Override
  public List<String> marks() {
    var marks = new ArrayList<String>();
    for (String quote : List.of("\"", "'", "`")) {
      for (String behind : List.of("\n", "\r", " \\", "\\", "+", " +", ".", " .")) {
        marks.add(quote + behind);
      }
      for (String behind : List.of(" &", " |", " ~", " <", "&", " ^")) {
        marks.add(quote + behind);
      }
    }
    marks.add("\" \"");
    marks.add("' '");
    return marks;
  }

  @Override
  int seam(byte[] text, int last, int to) {
    for (int i = last; i >= Math.max(0, last - 2); i--) {
      if (isQuote(text[i]) && i < last) {
        return i;
      }
    }
    return -1;
  }

  @Override
  int goesOn(byte[] text, int seam, int to) {
    int i = skipBlanks(text, seam + 1, to);
    boolean operator = false;
    if (i >= 0 && text[i] == '\\') {
      i = i + 1 < to && isBlank(text[i + 1]) ? skipBlanks(text, i + 1, to) : -1;
    }
    if (i >= 0 && OPERATORS.indexOf(text[i]) >= 0) {
      operator = true;
      int end = i + 1;
      while (end < to && end < i + 2 && OPERATORS.indexOf(text[end]) >= 0) {
        end++;
      }
      i = skipBlanks(text, end, to);
    }
    if (i >= 0 && text[i] == '\\') {
      i = i + 1 < to && isBlank(text[i + 1]) ? skipBlanks(text, i + 1, to) : -1;
    }
    if (i < 0) {
      return -1;
    }
    // A letter before the quote says how the string is to be read: Python's f and r, C's L.
    if ("rRbBuUfFL@$".indexOf(text[i]) >= 0 && i + 1 < to) {
      i++;
    }
    boolean opens = isQuote(text[i]) && i > seam + (operator ? 1 : 0);
    return opens && (operator || text[i] == text[seam]) ? i + 1 : -1;
  }

  @Override
  int next(byte[] text, int start, int to) {
    byte quote = text[start - 1];
    for (int i = start; i < to && text[i] != '\n'; i++) {
      if (text[i] == '\\') {
        i++;
      } else if (text[i] == quote) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isQuote(byte c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
