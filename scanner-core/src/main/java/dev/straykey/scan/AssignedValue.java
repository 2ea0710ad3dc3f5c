package dev.straykey.scan;

import dev.straykey.rule.Boundary;
import java.util.Set;
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
  private static final int LONGEST_TYPE = 16;
  private static final int LONGEST_WRAPPER = 24;

  /** What is called with a literal to make the value of it, and leaves it as it is. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "[]byte", "String", "String::from", "string", "new String", "std::string", "str", "bytes",
          "Buffer.from", "SecretStr", "SecretString", "Secret", "new Secret", "Some", "Optional.of",
          "base64.b64decode", "b64decode", "atob", "QString", "QStringLiteral", "to_string", "_T", "L");

  int nameStart;
  int nameEnd;
  int start;
  int end;

  /** The quote that the value stands in; 0 when it stands in none. */
  byte quote;

  /** The sign between name and value, its first character; a space when nothing else. */
  byte operator;

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
    int at = afterName(nameEnd);
    if (at < 0) {
      at = EntryValue.find(text, nameStart, nameEnd, to);
      operator = '=';
    }
    return at >= 0 && value(at);
  }

  private static boolean isName(byte b) {
    return Bytes.is(b, Bytes.NAME) || b == '.';
  }

  /** Returns where the value's side begins, behind the sign; -1 when there is no sign. */
  private int afterName(int from) {
    int most = Math.min(to, from + LONGEST_GAP);
    int i = from;
    boolean closed = false;
    while (i < most
        && (text[i] == '"'
            || text[i] == '\''
            || text[i] == '`'
            || text[i] == ']'
            || text[i] == ')'
            || text[i] == '\\')) {
      closed = true;
      i++;
    }
    if (i + 1 < most && text[i] == '[' && text[i + 1] == ']') {
      i += 2;
    }
    int gap = i;
    while (i < most && (text[i] == ' ' || text[i] == '\t')) {
      i++;
    }
    if (i >= most) {
      return -1;
    }
    operator = text[i];
    switch (text[i]) {
      case '=' -> {
        i++;
        while (i < most && (text[i] == '=' || text[i] == '>' || text[i] == '~')) {
          i++;
        }
        return i;
      }
      case ':' -> {
        i++;
        if (i < most && (text[i] == '=' || text[i] == ':')) {
          return i + 1;
        }
        return afterType(i, most);
      }
      case '!', '?', '|' -> {
        return afterOther(i, most);
      }
      case '{' -> {
        return closed ? -1 : afterBrace(i, most);
      }
      case '>' -> {
        // Behind a tag's name; anywhere else it compares, or ends a type.
        return nameStart > 0 && (text[nameStart - 1] == '<' || text[nameStart - 1] == ':')
            ? i + 1
            : -1;
      }
      case '(' -> {
        return closed ? -1 : i + 1;
      }
      case ',' -> {
        boolean isFirst = closed ? text[i - 1] != ')' && isFirstArgument() : before() == '{';
        return isFirst ? i + 1 : -1;
      }
      case '-' -> {
        return i + 1 < most && text[i + 1] == '>' ? i + 2 : -1;
      }
      case '<' -> {
        return i + 1 < most && text[i + 1] == '-' ? i + 2 : -1;
      }
      default -> {
        operator = ' ';
        return valueAttribute(gap, i, most, closed);
      }
    }
  }

  /** {@code put("name", "value")}: the name stands right behind a bracket. */
  private boolean isFirstArgument() {
    int i = nameStart - 1;
    if (i < 1 || !isQuote(text[i])) {
      return false;
    }
    i--;
    while (i > 0 && text[i] == ' ') {
      i--;
    }
    if (text[i] == ',') {
      // The type of the value may stand before its name: field("String", "NAME", "value").
      do {
        i--;
      } while (i > 0 && text[i] == ' ');
      return isQuote(text[i]);
    }
    return text[i] == '(';
  }

  /** {@code name { get; set; } = "value"}, {@code name{"value"}}. */
  private int afterBrace(int from, int most) {
    if (from + 1 < most && isQuote(text[from + 1])) {
      operator = '=';
      return from + 1;
    }
    int i = from;
    while (i < most && text[i] != '}' && text[i] != '\n') {
      i++;
    }
    do {
      i++;
    } while (i < most && text[i] == ' ');
    if (i >= most || text[i] != '=') {
      return -1;
    }
    operator = '=';
    return i + 1;
  }

  /** {@code key="name" value="value"}: the name is that of an entry, not of a kind of field. */
  private boolean isEntryName() {
    int i = nameStart - 2;
    if (i < 3 || text[i] != '=') {
      return false;
    }
    return text[i - 1] == 'y' || (text[i - 1] == 'e' && text[i - 2] == 'm');
  }

  /** {@code !=}, {@code ?=}, {@code ||=}. */
  private int afterOther(int from, int most) {
    if (text[from] == '|' && before() == ' ' && nameStart > 1 && text[nameStart - 2] == '|') {
      return from + 1; // cells of a table
    }
    int i = from + 1;
    while (i < most && (text[i] == '=' || text[i] == '|' || text[i] == '?')) {
      i++;
    }
    return text[i - 1] == '=' || i - from == 2 ? i : -1;
  }

  /** A type may stand between a colon and the sign: {@code name: String = "value"}. */
  private int afterType(int from, int most) {
    int i = from;
    while (i < most && (text[i] == ' ' || text[i] == '&' || text[i] == '?' || text[i] == '\'')) {
      i++;
    }
    int word = i;
    while (i < most && Boundary.isWord(text[i])) {
      i++;
    }
    if (i > word && i - word <= 16) {
      int j = i;
      while (j < most && text[j] == ' ') {
        j++;
      }
      if (j < most && text[j] == '=' && j + 1 < most && text[j + 1] != '=') {
        operator = '=';
        return j + 1;
      }
    }
    return from;
  }

  /** {@code name="x" value="value"}, {@code --name value}, {@code password 'value'}. */
  private int valueAttribute(int gap, int at, int most, boolean closed) {
    if (at == gap && !closed) {
      return -1;
    }
    if (closed
        && isEntryName()
        && at + 6 < most
        && text[at] == 'v'
        && text[at + 1] == 'a'
        && text[at + 2] == 'l'
        && text[at + 3] == 'u'
        && text[at + 4] == 'e') {
      int i = at + 5;
      while (i < most && text[i] == ' ') {
        i++;
      }
      if (i < most && text[i] == '=') {
        operator = '=';
        return i + 1;
      }
    }
    int typed = behindType(at, most);
    if (typed >= 0) {
      return typed;
    }
    boolean isSet = isSet();
    boolean option = nameStart > 1 && text[nameStart] == '-';
    boolean literal =
        isQuote(text[at]) || (text[at] == '@' && at + 1 < most && isQuote(text[at + 1]));
    return closed || !(option || literal || startsLine() || isSet) ? -1 : at;
  }

  /** {@code name string = "value"}: returns where the value's side begins; -1 when no type stands. */
  private int behindType(int at, int most) {
    int i = at;
    while (i < most && i - at < LONGEST_TYPE && (Boundary.isWord(text[i]) || text[i] == '*')) {
      i++;
    }
    if (i == at || i + 3 >= most || text[i] != ' ' || text[i + 1] != '=' || text[i + 2] == '=') {
      return -1;
    }
    operator = '=';
    return i + 2;
  }

  /** {@code ENV NAME value}, {@code setenv NAME value}, {@code #define NAME "value"}. */
  private boolean isSet() {
    int i = nameStart - 1;
    boolean isSet =
        i >= 3
            && text[i] == ' '
            && (((text[i - 1] | 32) == 'v' && (text[i - 2] | 32) == 'n' && (text[i - 3] | 32) == 'e')
                || (text[i - 1] == 'e' && text[i - 2] == 'n' && text[i - 3] == 'i'));
    if (isSet) {
      operator = '=';
    }
    return isSet;
  }

  /** Returns true when nothing but space stands before the name on its line. */
  boolean startsLine() {
    int i = nameStart - 1;
    while (i >= 0 && (text[i] == ' ' || text[i] == '\t')) {
      i--;
    }
    return i < 0 || text[i] == '\n';
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
    i = behindWrapper(i, most);
    // A letter before a quote says what kind of literal it is.
    if (i + 1 < most && isQuote(text[i + 1]) && "bBrRuUfFL@$N".indexOf(text[i]) >= 0) {
      i++;
    }
    if (i >= most) {
      return false;
    }
    if (text[i] == '\\' && i + 1 < most && isQuote(text[i + 1])) {
      return quoted(i + 2, text[i + 1], true);
    }
    if (entity(i, most)) {
      return quoted(i + 6, (byte) '&', false);
    }
    if (isQuote(text[i])) {
      boolean nested = i + 2 < most && text[i + 1] == '\\' && isQuote(text[i + 2]);
      boolean inner = i + 1 < most && text[i] == '\'' && text[i + 1] == '"';
      int open = nested ? i + 2 : inner ? i + 1 : i;
      return quoted(open + 1, text[open], nested);
    }
    return !newline && bare(i);
  }

  /** Returns where the literal stands that a call makes bytes or an object of, and nothing else. */
  private int behindWrapper(int at, int most) {
    int i = at;
    while (i < most && i - at < LONGEST_WRAPPER && text[i] != '(' && text[i] != '\n') {
      i++;
    }
    if (i == at || i + 1 >= most || text[i] != '(' || !isQuote(text[i + 1])) {
      return at;
    }
    String call = new String(text, at, i - at, java.nio.charset.StandardCharsets.ISO_8859_1);
    return WRAPPERS.contains(call) ? i + 1 : at;
  }

  private boolean entity(int at, int most) {
    return at + 6 < most && text[at] == '&' && text[at + 1] == 'q' && text[at + 5] == ';';
  }

  private static boolean isQuote(byte b) {
    return b == '"' || b == '\'' || b == '`';
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
        && !isQuote(text[i])
        && text[i] != ';'
        && text[i] != ','
        && text[i] != '<'
        && text[i] != '>'
        && text[i] != '&') {
      i++;
    }
    start = from;
    end = i;
    quote = 0;
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

  /** Returns the byte before the name; a newline where the text begins. */
  byte before() {
    return nameStart > 0 ? text[nameStart - 1] : (byte) '\n';
  }

  /** Returns the byte behind the value and its quote; a newline where the text ends. */
  byte after() {
    int at = quote == 0 ? end : end + 1;
    return at < to ? text[at] : (byte) '\n';
  }

  @Nullable String value() {
    return end - start > LONGEST_VALUE
        ? null
        : new String(text, start, end - start, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
