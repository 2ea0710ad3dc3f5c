package dev.straykey.decode;

/** Steps through JSON that may be cut off or none at all. */
final class JsonText {
  private JsonText() {}

  /** Returns where the string that opens at {@code quote} closes. */
  static int stringEnd(byte[] text, int quote, int most) {
    int i = quote + 1;
    while (i < most && text[i] != '"') {
      i += text[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, most);
  }

  /** Returns where the value behind a colon begins; -1 when no colon stands there. */
  static int valueOf(byte[] text, int at, int most) {
    int i = skip(text, at, most);
    if (i >= most || text[i] != ':') {
      return -1;
    }
    i = skip(text, i + 1, most);
    return i < most ? i : -1;
  }

  static int skip(byte[] text, int at, int most) {
    int i = at;
    while (i < most && (Cells.isBlank(text[i]) || text[i] == '\n')) {
      i++;
    }
    return i;
  }

  static boolean is(byte[] text, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Adds what a string says; other escapes are left to their own decoder. */
  static void add(byte[] text, int from, int to, Decoded into) {
    for (int i = from; i < to; i++) {
      int plain = text[i] == '\\' && i + 1 < to ? "nt\"\\/".indexOf(text[i + 1]) : -1;
      if (plain >= 0) {
        into.add("\n\t\"\\/".charAt(plain), i, i + 2);
        i++;
      } else {
        into.add(text[i], i, i + 1);
      }
    }
  }
}
