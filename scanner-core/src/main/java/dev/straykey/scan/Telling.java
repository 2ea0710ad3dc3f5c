package dev.straykey.scan;

import dev.straykey.rule.Boundary;
import java.util.List;
import java.util.Set;

/** Whether a value is given to something that tells a key, whosever it is. */
final class Telling {
  /** How far before a value a word stands that may tell a key. */
  private static final int REACH = 160;

  private static final int LONGEST_SCHEME = 12;

  private static final Set<String> SCHEMES =
      PlaceNames.words(
          "apikey auth authorization basic bearer key passw password secret token user");

  /** Names that only say that a value follows. */
  private static final Set<String> VALUES = PlaceNames.words("content data default text val value");

  private final PlaceLines lines;

  Telling(PlaceLines lines) {
    this.lines = lines;
  }

  /** Returns true when a literal is handed to something, or what stands before may tell a key. */
  static boolean mayTell(byte[] text, int at, int second) {
    int i = at - 1;
    if (i < 0 || !isBeforeValue(text[i]) || isUrl(text, at)) {
      return false;
    }
    if (second > at - REACH) {
      return true;
    }
    while (i > 0 && PlaceLines.isQuote(text[i])) {
      i--;
    }
    return i > 0 && ((text[i] == '(' && i < at - 1) || (text[i] == ' ' && text[i - 1] == 'u'));
  }

  /** An address, of which the parts are looked at on their own. */
  private static boolean isUrl(byte[] text, int at) {
    int i = at;
    int most = Math.min(text.length - 2, at + LONGEST_SCHEME);
    while (i < most && Boundary.isWord(text[i])) {
      i++;
    }
    i += i < most && text[i] == ':' ? 1 : 0;
    return i < most && text[i] == '/' && text[i + 1] == '/';
  }

  private static boolean isBeforeValue(byte b) {
    return PlaceLines.isQuote(b)
        || PlaceLines.isSpace(b)
        || b == '='
        || b == ':'
        || b == '>'
        || b == '|'
        || b == '(';
  }

  /** Returns true when a name says that its value is a key. */
  static boolean tells(String name) {
    return name.contains("key")
        || name.contains("token")
        || name.contains("secret")
        || name.contains("pass")
        || name.contains("auth")
        || name.contains("credential");
  }

  /** The value is given to what is called like a key, as a setting, an option, a credential. */
  boolean isGiven(Assignment assignment) {
    if (tells(assignment.name())) {
      return true;
    }
    if (isPlainValue(assignment)) {
      lines.readAbove();
      for (int i = 0; i < Math.min(lines.above, 3); i++) {
        if (tells(lines.text(lines.from[i], lines.until[i]))) {
          return true;
        }
      }
      return false;
    }
    String word = lines.joined(lines.wordStart, lines.wordEnd);
    return SCHEMES.contains(word) || (isSet() && (word.equals("u") || tells(word)));
  }

  /** The name says nothing of its value: what stands above it does. */
  static boolean isPlainValue(Assignment assignment) {
    return VALUES.contains(assignment.name());
  }

  /** {@code ENV NAME value}, {@code --name value}. */
  boolean isSet() {
    return lines.wordEnd > lines.wordStart
        && (lines.text[lines.wordStart] == '-'
            || (lines.wordStart > 3
                && lines.text(lines.wordStart - 4, lines.wordStart).equals("env ")));
  }

  /** A literal that is handed to what is called like a client. */
  boolean isCalled(Assignment assignment) {
    int open = lines.start - 1;
    while (open > lines.lineStart && PlaceLines.isQuote(lines.text[open])) {
      open--;
    }
    if (open <= lines.lineStart || open == lines.start - 1 || lines.text[open] != '(') {
      return false;
    }
    if (lines.text[open - 1] == ')') {
      return true; // what a call gives is called
    }
    List<String> words = KnownForms.words(lines.text, assignment.nameStart(), assignment.nameEnd());
    return !words.isEmpty() && PlaceNames.PARTS.contains(words.get(words.size() - 1));
  }

  /** The end of a sentence about a key, or a row of a table. */
  boolean isSaid(Assignment assignment) {
    int operator = assignment.operator();
    return lines.text(lines.wordStart, lines.wordEnd).equals("is")
        || (operator >= 0
            && (lines.text[operator] == ':'
                || lines.text[operator] == '='
                || lines.text[operator] == '|'
                || lines.text[operator] == '>'));
  }
}
