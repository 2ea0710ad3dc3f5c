package dev.straykey.scan;

import dev.straykey.rule.Boundary;

/**
 * The sign between a name and its value, in the shapes of many languages: {@code =}, {@code :},
 * {@code =>}, {@code :=}, {@code ||=}, a tag's end, a bracket, a comma, a type before the sign, or
 * nothing but space. Filled again for every name.
 */
final class AssignmentSign {
  private static final int LONGEST_GAP = 48;
  static final int LONGEST_TYPE = 16;

  int nameStart;
  int nameEnd;

  /** The sign, its first character; a space when nothing else stands between. */
  byte operator;

  /** Whether the sign asks if both are equal, and gives nothing. */
  boolean compares;

  /** Whether the value is what {@code ${NAME:-value}} says where nothing else is set. */
  boolean isDefault;

  /** Where the first byte stands that was not looked at for it. */
  int reached;

  private byte[] text = new byte[0];
  private int to;

  /** Returns where the value's side begins, behind the sign; -1 when there is no sign. */
  int find(byte[] bytes, int start, int end, int limit) {
    text = bytes;
    to = limit;
    nameStart = start;
    nameEnd = end;
    compares = false;
    isDefault = false;
    int at = afterName(nameEnd);
    reached = nameEnd + LONGEST_GAP;
    if (at < 0) {
      reached = EntryValue.reach(text, nameStart, nameEnd);
      at = EntryValue.find(text, nameStart, nameEnd, to);
      operator = '=';
    }
    return at;
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
    int behind = emphasis(i, most);
    if (behind > i && behind < most && text[behind] == ':') {
      i = behind; // **name**: value
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
        compares = i < most && text[i] == '=';
        while (i < most && (text[i] == '=' || text[i] == '>' || text[i] == '~')) {
          i++;
        }
        return i;
      }
      case ':' -> {
        i++;
        if (i < most && (text[i] == '=' || text[i] == ':')) {
          // Of a class, a module: Name::Other.
          boolean isScope = text[i] == ':' && i + 1 < most && Boundary.isWord(text[i + 1]);
          return isScope ? -1 : i + 1;
        }
        int plain = emphasis(i, most);
        if (plain > i && plain < most && text[plain] == ' ') {
          return plain; // **name:** value
        }
        if (nameStart > 1 && before() == '{' && text[nameStart - 2] == '$') {
          return defaultValue(i, most);
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
        boolean isFirst =
            closed
                ? text[i - 1] != ')' && BeforeName.isFirstArgument(text, nameStart)
                : before() == '{';
        return isFirst ? i + 1 : -1;
      }
      case '-' -> {
        // Without a quote it is a branch, or a field.
        return closed && i + 1 < most && text[i + 1] == '>' ? i + 2 : -1;
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

  /** Returns where stars end that make what stands before them bold, or {@code from}. */
  private int emphasis(int from, int most) {
    int i = from;
    while (i < most && i - from < 3 && (text[i] == '*' || text[i] == '_')) {
      i++;
    }
    return i;
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

  /** {@code !=}, {@code ?=}, {@code ||=}. */
  private int afterOther(int from, int most) {
    if (text[from] == '|' && before() == ' ' && nameStart > 1 && text[nameStart - 2] == '|') {
      return from + 1; // cells of a table
    }
    compares = text[from] == '!';
    int i = from + 1;
    while (i < most && (text[i] == '=' || text[i] == '|' || text[i] == '?')) {
      i++;
    }
    return text[i - 1] == '=' || i - from == 2 ? i : -1;
  }

  /** {@code ${NAME:-value}}, {@code ${name:value}}; behind {@code :?} stands a message. */
  private int defaultValue(int from, int most) {
    if (from >= most || text[from] == '?' || text[from] == '+') {
      return -1;
    }
    isDefault = true;
    operator = '=';
    return text[from] == '-' || text[from] == '=' ? from + 1 : from;
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
        && BeforeName.isEntry(text, nameStart)
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
    int typed = closed ? -1 : behindType(at, most);
    if (typed >= 0) {
      return typed;
    }
    boolean isSet = BeforeName.isSet(text, nameStart);
    if (isSet) {
      operator = '=';
    }
    boolean option = nameStart > 1 && text[nameStart] == '-';
    boolean literal =
        isQuote(text[at]) || (text[at] == '@' && at + 1 < most && isQuote(text[at + 1]));
    return closed || !(option || literal || startsLine() || isSet) ? -1 : at;
  }

  /**
   * {@code name string = "value"}: returns where the value's side begins; -1 when no type stands.
   */
  private int behindType(int at, int most) {
    int from = isBasic(at, most) ? at + 3 : at;
    int i = from;
    while (i < most && i - from < LONGEST_TYPE && (Boundary.isWord(text[i]) || text[i] == '*')) {
      i++;
    }
    if (i == from || i + 3 >= most || text[i] != ' ' || text[i + 1] != '=' || text[i + 2] == '=') {
      return -1;
    }
    operator = '=';
    return i + 2;
  }

  /** {@code name As String = "value"}. */
  private boolean isBasic(int at, int most) {
    return at + 3 < most
        && (text[at] | 0x20) == 'a'
        && (text[at + 1] | 0x20) == 's'
        && text[at + 2] == ' ';
  }

  /** Returns true when nothing but space stands before the name on its line. */
  boolean startsLine() {
    return BeforeName.startsLine(text, nameStart);
  }

  /** Returns the byte before the name; a newline where the text begins. */
  byte before() {
    return nameStart > 0 ? text[nameStart - 1] : (byte) '\n';
  }

  /** The escape of a line's end, or of a tab: a string that is written in one line goes on. */
  static boolean isLineEnd(byte[] text, int at, int to) {
    return text[at] == '\\'
        && at + 1 < to
        && (text[at + 1] == 'n' || text[at + 1] == 'r' || text[at + 1] == 't');
  }

  static boolean isQuote(byte b) {
    return b == '"' || b == '\'' || b == '`';
  }
}
