package dev.straykey.scan;

import dev.straykey.rule.Boundary;

/** What stands before a name that may be given a value, on its line. */
final class BeforeName {
  private BeforeName() {}

  /** {@code put("name", "value")}: the name stands right behind a bracket. */
  static boolean isFirstArgument(byte[] text, int nameStart) {
    int i = nameStart - 1;
    if (i < 1 || !AssignmentSign.isQuote(text[i])) {
      return false;
    }
    i--;
    while (i > 0 && text[i] == ' ') {
      i--;
    }
    if (i > 0 && text[i] == ',') {
      // The type of the value may stand before its name: field("String", "NAME", "value").
      do {
        i--;
      } while (i > 0 && text[i] == ' ');
      return AssignmentSign.isQuote(text[i]) && opensCall(text, i);
    }
    return text[i] == '(';
  }

  /** Returns true when the string that ends at {@code last} is what a call is given first. */
  private static boolean opensCall(byte[] text, int last) {
    int least = Math.max(0, last - AssignmentSign.LONGEST_TYPE);
    int i = last - 1;
    while (i > least && text[i] != text[last]) {
      i--;
    }
    if (text[i + 1] >= 'a' && text[i + 1] != 's') {
      return false; // the name of a type begins with a capital, or is string or str
    }
    do {
      i--;
    } while (i > least && text[i] == ' ');
    return i > 0 && (text[i] == '(' || Boundary.isWord(text[i]));
  }

  /** {@code key="name" value="value"}: the name is that of an entry, not of a kind of field. */
  static boolean isEntry(byte[] text, int nameStart) {
    int i = nameStart - 2;
    if (i < 3 || text[i] != '=') {
      return false;
    }
    return text[i - 1] == 'y' || (text[i - 1] == 'e' && text[i - 2] == 'm');
  }

  /**
   * {@code ENV NAME value}, {@code setenv NAME value}, {@code #define NAME "value"}, {@code
   * set(NAME "value")}.
   */
  static boolean isSet(byte[] text, int nameStart) {
    int i = nameStart - 1;
    if (i >= 3 && text[i] == '(') {
      return (text[i - 1] | 32) == 't' && (text[i - 2] | 32) == 'e' && (text[i - 3] | 32) == 's';
    }
    return i >= 3
        && text[i] == ' '
        && (((text[i - 1] | 32) == 'v' && (text[i - 2] | 32) == 'n' && (text[i - 3] | 32) == 'e')
            || (text[i - 1] == 'e' && text[i - 2] == 'n' && text[i - 3] == 'i'));
  }

  /** Returns true when nothing but space stands before the name on its line. */
  static boolean startsLine(byte[] text, int nameStart) {
    int i = nameStart - 1;
    while (i >= 0 && (text[i] == ' ' || text[i] == '\t')) {
      i--;
    }
    return i < 0 || text[i] == '\n';
  }
}
