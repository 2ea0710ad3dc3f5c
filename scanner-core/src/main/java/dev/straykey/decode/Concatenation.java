package dev.straykey.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * Strings in quotes that a language puts together: with an operator ({@code +}, {@code .}, {@code
 * &}, {@code ..}, {@code ||}, {@code ~}, {@code <>}, {@code ++}), with a call ({@code .concat(},
 * {@code .append(}), or because they follow one another, over line ends too. Three quotes are as
 * good as one.
 */
final class Concatenation extends JoinedText {
  private static final String OPERATORS = "+.&|~<>^";
  private static final int LONGEST_CALL = 10;
  private static final List<String> CALLS = List.of(".concat(", ").append(");

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
    for (String prefix : List.of("b", "f", "L", "r", "u")) {
      marks.add("\" " + prefix + "\"");
      marks.add("' " + prefix + "'");
    }
    for (String call : CALLS) {
      marks.add("\"" + call + "\"");
      marks.add("'" + call + "'");
    }
    return marks;
  }

  @Override
  int seam(byte[] text, int last, int to) {
    int far = isQuote(text[last]) && last > 0 && text[last - 1] != ' ' ? LONGEST_CALL : 3;
    for (int i = last - 1; i >= Math.max(0, last - far); i--) {
      if (isQuote(text[i])) {
        return isTriple(text, i - 2, i + 1) ? i - 2 : i;
      }
    }
    return -1;
  }

  private static boolean isTriple(byte[] text, int from, int to) {
    return from >= 0
        && from + 3 <= to
        && isQuote(text[from])
        && text[from + 1] == text[from]
        && text[from + 2] == text[from];
  }

  @Override
  int goesOn(byte[] text, int seam, int to) {
    int behind = isTriple(text, seam, to) ? seam + 3 : seam + 1;
    int call = call(text, behind, to);
    if (call >= 0) {
      return call;
    }
    int i = skipBlanks(text, behind, to);
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
    // Signs that a line goes on: Visual Basic's, PowerShell's.
    boolean goesOn = operator && i >= 0 && (text[i] == '_' || text[i] == '`');
    if (i >= 0 && (text[i] == '\\' || (goesOn && i + 1 < to && isLineEnd(text[i + 1])))) {
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
    if (!opens || !(operator || text[i] == text[seam])) {
      return -1;
    }
    return operator && isTriple(text, i, to) ? i + 3 : i + 1;
  }

  private static int call(byte[] text, int at, int to) {
    for (String call : CALLS) {
      int end = at + call.length();
      if (end < to && isQuote(text[end])) {
        int i = 0;
        while (i < call.length() && text[at + i] == call.charAt(i)) {
          i++;
        }
        if (i == call.length()) {
          return end + 1;
        }
      }
    }
    return -1;
  }

  private static boolean isLineEnd(byte c) {
    return c == '\n' || c == '\r';
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
