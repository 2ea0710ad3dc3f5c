package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value that a text gives to a name, in the shapes of many languages: {@code name = "value"},
 * {@code "name": "value"}, {@code name: value}, {@code <name>value</name>}, {@code name="x"
 * value="value"}, {@code define('NAME', 'value')}, {@code --name value}. Literals only: what is
 * computed is no value.
 *
 * <p>Made once per pass and filled again for every name. Looks at a bounded number of bytes.
 */
final class AssignedValue {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_GAP = 48;
  private static final int LONGEST_VALUE = 512;

  private static final List<String> EQUALS =
      List.of(".equals", ".equalsIgnoreCase", ".contentEquals");

  int nameStart;
  int nameEnd;
  int start;
  int end;

  /** The quote that the value stands in; 0 when it stands in none. */
  byte quote;

  /** The sign between name and value, its first character; a space when nothing else. */
  byte operator;

  /** Where the first byte stands that was not looked at. */
  int reached;

  /** Whether a method of what is named asks if it is equal to the value. */
  private boolean isAsked;

  /** Whether a mark closes the text that an element holds as it is. */
  private boolean isMarked;

  private final AssignmentSign sign = new AssignmentSign();
  private final ValueStart valueStart = new ValueStart();
  private byte[] text = new byte[0];
  private int to;

  /**
   * Reads the value of the name that a keyword is a part of.
   *
   * @return false when the text gives it none
   */
  boolean read(byte[] bytes, int keyword, int keywordEnd, int from, int limit) {
    text = bytes;
    to = limit;
    nameEnd = keywordEnd;
    int most = Math.min(to, keywordEnd + LONGEST_NAME);
    while (nameEnd < most && isName(text[nameEnd])) {
      nameEnd++;
    }
    nameStart = keyword;
    int least = Math.max(from, keyword - LONGEST_NAME);
    while (nameStart > least && isName(text[nameStart - 1])) {
      nameStart--;
    }
    int method = method();
    int at = sign.find(text, nameStart, nameEnd, to);
    operator = sign.operator;
    isAsked = method > 0;
    if (isAsked) {
      nameEnd -= method;
      operator = '=';
    }
    reached = Math.min(to, sign.reached);
    return at >= 0 && value(at);
  }

  /**
   * {@code name.equals("value")}: returns how long the method's name is with its dot; 0 for none.
   */
  private int method() {
    if (nameEnd >= to || text[nameEnd] != '(') {
      return 0;
    }
    for (String method : EQUALS) {
      int from = nameEnd - method.length();
      if (from > nameStart && text[from] == '.' && method.equals(ascii(from, nameEnd))) {
        return method.length();
      }
    }
    return 0;
  }

  private String ascii(int from, int until) {
    return new String(text, from, until - from, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static boolean isName(byte b) {
    return Bytes.is(b, Bytes.NAME) || b == '.';
  }

  private boolean value(int from) {
    int most = Math.min(to, from + LONGEST_GAP);
    int i = from;
    boolean newline = false;
    while (i < most
        && (text[i] == ' '
            || text[i] == '\t'
            || text[i] == '('
            || (text[i] == '\n' && !newline)
            || text[i] == '\r')) {
      newline |= text[i] == '\n';
      i++;
    }
    int inside = valueStart.inside(text, i, most, operator);
    newline &= inside == i;
    i = valueStart.behindCall(text, inside, most);
    // A letter before a quote says what kind of literal it is.
    if (i + 1 < most
        && AssignmentSign.isQuote(text[i + 1])
        && "bBrRuUfFL@$N".indexOf(text[i]) >= 0) {
      i++;
    }
    if (i >= most) {
      return false;
    }
    if (text[i] == '\\' && i + 1 < most && AssignmentSign.isQuote(text[i + 1])) {
      return quoted(i + 2, text[i + 1], true);
    }
    if (entity(i, most)) {
      return quoted(i + 6, (byte) '&', false);
    }
    if (AssignmentSign.isQuote(text[i])) {
      boolean nested = i + 2 < most && text[i + 1] == '\\' && AssignmentSign.isQuote(text[i + 2]);
      boolean inner = i + 1 < most && text[i] == '\'' && text[i + 1] == '"';
      int open = nested ? i + 2 : inner ? i + 1 : i;
      return quoted(open + 1, text[open], nested);
    }
    return !newline && bare(i);
  }

  /** Returns true when a call is given the literal of which nobody knows what it makes. */
  boolean isOfAnyCall() {
    return valueStart.isOfAnyCall();
  }

  /** Returns true when that call asks for a value by name, or undoes what made it unreadable. */
  boolean isOfHiding() {
    return valueStart.isOfHiding();
  }

  private boolean entity(int at, int most) {
    return at + 6 < most && text[at] == '&' && text[at + 1] == 'q' && text[at + 5] == ';';
  }

  private boolean quoted(int from, byte by, boolean escaped) {
    int i = from;
    // Three quotes open a text, of which the first line counts.
    while (!escaped && i < from + 2 && i < to && text[i] == by && i + 1 < to && text[i + 1] == by) {
      i += 2;
    }
    int most = Math.min(to, i + LONGEST_VALUE);
    start = i;
    while (i < most && text[i] != by && text[i] != '\n' && text[i] != '\r') {
      if (text[i] == '\\') {
        if (escaped && i + 1 < most && text[i + 1] == by) {
          break;
        }
        i++;
      }
      i++;
    }
    reached = i;
    if (i >= to || i >= most || (text[i] != by && text[i] != '\\')) {
      return false;
    }
    end = i;
    quote = by;
    return end > start;
  }

  private boolean bare(int from) {
    int most = Math.min(to, from + LONGEST_VALUE);
    int i = from;
    while (i < most
        && text[i] > ' '
        && !AssignmentSign.isQuote(text[i])
        && text[i] != ';'
        && text[i] != ','
        && !(sign.isDefault && text[i] == '}')
        && text[i] != '<'
        && text[i] != '>'
        && text[i] != '&'
        && !AssignmentSign.isLineEnd(text, i, to)) {
      i++;
    }
    reached = i;
    start = from;
    // The mark that ends text as it is stands before the next tag.
    isMarked =
        i < most && text[i] == '>' && i - from > 2 && text[i - 1] == ']' && text[i - 2] == ']';
    end = isMarked ? i - 2 : i;
    quote = 0;
    while (end - start > 2 && text[start] == '*' && text[end - 1] == '*') {
      start++; // **value**
      end--;
    }
    return end > start && (i < most || most == to);
  }

  /** Returns the name in lower case, without what separates its words. */
  String name() {
    var name = new StringBuilder(nameEnd - nameStart);
    for (int i = nameStart; i < nameEnd; i++) {
      if (Boundary.isWord(text[i])) {
        name.append(Character.toLowerCase((char) text[i]));
      }
    }
    return name.toString();
  }

  /** Returns the last word of the name in lower case: behind a separator or a change of case. */
  String lastWord() {
    int i = nameEnd;
    while (i > nameStart && !Boundary.isWord(text[i - 1])) {
      i--;
    }
    int last = i;
    while (i > nameStart && Boundary.isWord(text[i - 1])) {
      i--;
      boolean starts = i > nameStart && isUpper(text[i]) && !isUpper(text[i - 1]);
      if (starts) {
        break;
      }
    }
    var word = new StringBuilder(last - i);
    for (int j = i; j < last; j++) {
      word.append(Character.toLowerCase((char) text[j]));
    }
    return word.toString();
  }

  private static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  /** Returns true when a quote closes what the name ends. */
  boolean isQuoteBehindName() {
    return nameEnd < to && AssignmentSign.isQuote(text[nameEnd]);
  }

  /** Returns true when the text asks whether both are equal. */
  boolean compares() {
    return sign.compares || isAsked;
  }

  /** Returns true when the value counts where a variable is not set. */
  boolean isDefault() {
    return sign.isDefault;
  }

  byte before() {
    return sign.before();
  }

  /** Returns true when nothing but space stands before the name on its line. */
  boolean startsLine() {
    return sign.startsLine();
  }

  /** Returns the byte behind the value and its quote; a newline where the text or a line ends. */
  byte after() {
    int at = quote == 0 ? end : end + 1;
    if (isMarked && quote == 0) {
      return '<';
    }
    while (quote == 0 && at < to && text[at] == '*') {
      at++; // what makes it bold
    }
    return at < to && !AssignmentSign.isLineEnd(text, at, to) ? text[at] : (byte) '\n';
  }

  @Nullable String value() {
    return end - start > LONGEST_VALUE
        ? null
        : new String(text, start, end - start, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
