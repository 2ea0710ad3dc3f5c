package dev.straykey.scan;

import dev.straykey.rule.Boundary;
import java.util.Locale;

/**
 * A name that stands in one field of an entry and its value in the next: {@code name: NAME} with
 * {@code value: x} on the next line, {@code {"name": "NAME", "value": "x"}}, {@code <string
 * name="NAME">x</string>}, {@code <key>NAME</key><string>x</string>}, and the default of {@code
 * variable "NAME"}. Looks at a bounded number of bytes.
 */
final class EntryValue {
  private static final int LONGEST_FIELD = 16;
  private static final int LONGEST_GAP = 64;
  private static final int LONGEST_BLOCK = 240;

  private EntryValue() {}

  /** Returns where the value's side begins, behind its sign; -1 when the name is no entry's. */
  static int find(byte[] text, int nameStart, int nameEnd, int to) {
    int i = back(text, nameStart - 1);
    if (i < 3) {
      return -1;
    }
    byte sign = text[i];
    if (sign != ':' && sign != '=' && sign != '>') {
      return word(text, i).equals("variable") ? inBlock(text, nameEnd, to) : -1;
    }
    String field = word(text, back(text, i - 1));
    if (!field.endsWith("name") && !field.endsWith("key")) {
      return -1;
    }
    return next(text, nameEnd, Math.min(to, nameEnd + LONGEST_GAP), sign);
  }

  /** Returns where the first byte stands that {@link #find} does not look at. */
  static int reach(byte[] text, int nameStart, int nameEnd) {
    boolean isBlock = word(text, back(text, nameStart - 1)).equals("variable");
    return nameEnd + (isBlock ? LONGEST_BLOCK : LONGEST_GAP);
  }

  /** Skips quotes and space to the left. */
  private static int back(byte[] text, int from) {
    int i = from;
    while (i > 0 && (isQuote(text[i]) || text[i] == ' ' || text[i] == '\t')) {
      i--;
    }
    return i;
  }

  private static boolean isQuote(byte b) {
    return b == '"' || b == '\'' || b == '\\' || b == '`';
  }

  /** Returns the word that ends at {@code last}, in lower case; empty when it is too long. */
  private static String word(byte[] text, int last) {
    int i = last;
    while (i >= 0 && last - i <= LONGEST_FIELD && (Boundary.isWord(text[i]) || text[i] == '-')) {
      i--;
    }
    return last - i > LONGEST_FIELD ? "" : ascii(text, i + 1, last + 1);
  }

  private static String ascii(byte[] text, int from, int to) {
    return new String(text, from, to - from, java.nio.charset.StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private static int next(byte[] text, int nameEnd, int most, byte sign) {
    int i = nameEnd;
    while (i < most && isQuote(text[i])) {
      i++;
    }
    if (sign == '=' && i < most && text[i] == '>') {
      return i + 1;
    }
    if (i + 1 < most && text[i] == '<' && text[i + 1] == '/') {
      while (i < most && text[i] != '>') {
        i++;
      }
      if (i == most) {
        return -1;
      }
      i++;
    }
    int lines = 0;
    while (i < most
        && (text[i] == ' '
            || text[i] == '\t'
            || text[i] == '\r'
            || text[i] == ','
            || text[i] == '<'
            || isQuote(text[i])
            || (text[i] == '\n' && lines++ == 0))) {
      i++;
    }
    int from = i;
    while (i < most && (Boundary.isWord(text[i]) || text[i] == '-')) {
      i++;
    }
    String field = i - from > LONGEST_FIELD ? "" : ascii(text, from, i);
    if (!field.endsWith("value") && !(sign == '>' && field.equals("string"))) {
      return -1;
    }
    while (i < most && (isQuote(text[i]) || text[i] == ' ')) {
      i++;
    }
    return i < most && (text[i] == ':' || text[i] == '=' || text[i] == '>') ? i + 1 : -1;
  }

  /** A variable's block, of which the default is the value. */
  private static int inBlock(byte[] text, int nameEnd, int to) {
    int most = Math.min(to, nameEnd + LONGEST_BLOCK);
    for (int i = nameEnd; i + 8 < most && text[i] != '}'; i++) {
      if (text[i] == 'd' && text[i - 1] <= ' ' && ascii(text, i, i + 7).equals("default")) {
        int sign = i + 7;
        while (sign < most && text[sign] == ' ') {
          sign++;
        }
        return sign < most && text[sign] == '=' ? sign + 1 : -1;
      }
    }
    return -1;
  }
}
