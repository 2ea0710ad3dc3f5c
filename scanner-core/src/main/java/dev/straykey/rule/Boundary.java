package dev.straykey.rule;

/**
 * Where a key may begin and end: not in the middle of a word, nor on a hyphen, an underscore or a
 * tilde that joins it to the next word. An escape before it ({@code \n}, {@code %3D}, a Unicode
 * escape) is not part of the word.
 */
public final class Boundary {
  private Boundary() {}

  /** Returns true when {@code c} is an ASCII letter or digit. */
  public static boolean isWord(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** Returns true when a key may begin at {@code at}; nothing before {@code from} is looked at. */
  public static boolean beginsAt(byte[] text, int at, int from) {
    if (at <= from || !isWord(text[at]) || !isWord(text[at - 1])) {
      return true;
    }
    int before = text[at - 1];
    if (at - 2 >= from && text[at - 2] == '\\' && "nrtbfv0".indexOf(before) >= 0) {
      return true;
    }
    if (at - 3 >= from && text[at - 2] == '-' && text[at - 3] == ' ') {
      return true; // a letter that is an option stands right before its value
    }
    if (at - 3 >= from && text[at - 3] == '%' && isHex(text[at - 2]) && isHex(before)) {
      return true;
    }
    if (at - 6 >= from && text[at - 6] == '\\' && text[at - 5] == 'u') {
      return isHex(text[at - 4]) && isHex(text[at - 3]) && isHex(text[at - 2]) && isHex(before);
    }
    return false;
  }

  /**
   * Returns true when a key may end before {@code end}; nothing from {@code to} on is looked at.
   */
  public static boolean endsAt(byte[] text, int end, int to) {
    if (end >= to) {
      return true;
    }
    byte after = text[end];
    if (!isWord(text[end - 1])) {
      return !isJoint(text[end - 1]) || !isWord(after);
    }
    if (isJoint(after)) {
      return end + 1 >= to || !isWord(text[end + 1]);
    }
    return !isWord(after);
  }

  private static boolean isJoint(int c) {
    return c == '_' || c == '-' || c == '~';
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
  }
}
