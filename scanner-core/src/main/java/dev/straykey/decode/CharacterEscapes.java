package dev.straykey.decode;

import java.util.List;

/**
 * Escapes of strings, as JSON, JavaScript, Java, Python, C and PHP write them: a code of a
 * character, or a slash.
 */
final class CharacterEscapes extends EscapedText {
  CharacterEscapes() {
    super('\\');
  }

  @Override
  public String name() {
    return "character-escape";
  }

  @Override
  public List<String> marks() {
    return List.of(
        "\\u002", "\\u003", "\\u004", "\\u005", "\\u006", "\\u007", "\\u{", "\\x2", "\\x3", "\\x4",
        "\\x5", "\\x6", "\\x7", "\\/");
  }

  @Override
  boolean worth(byte[] text, int last, int to) {
    return text[last] != '/'
        || (last + 1 < to && Bytes.is(text[last + 1], Bytes.TOKEN) && around(text, last, to) >= 20);
  }

  @Override
  int escape(byte[] text, int at, int to, Decoded into) {
    if (at + 1 >= to) {
      return 0;
    }
    switch (text[at + 1]) {
      case '/', '"', '\'', '\\' -> into.add(text[at + 1], at, at + 2);
      case 'n', 'r' -> into.add('\n', at, at + 2);
      case 't' -> into.add('\t', at, at + 2);
      case 'x' -> {
        return coded(text, at, at + 2, 2, to, into);
      }
      case 'u' -> {
        return at + 2 < to && text[at + 2] == '{'
            ? braced(text, at, to, into)
            : coded(text, at, at + 2, 4, to, into);
      }
      default -> {
        return 0;
      }
    }
    return 2;
  }

  private static int coded(byte[] text, int at, int first, int digits, int to, Decoded into) {
    if (first + digits > to) {
      return 0;
    }
    int value = 0;
    for (int i = first; i < first + digits; i++) {
      int digit = Bytes.hex(text[i]);
      if (digit < 0) {
        return 0;
      }
      value = (value << 4) | digit;
    }
    into.addCodePoint(value, at, first + digits);
    return first + digits - at;
  }

  private static int braced(byte[] text, int at, int to, Decoded into) {
    int end = at + 3;
    while (end < to && end < at + 9 && Bytes.hex(text[end]) >= 0) {
      end++;
    }
    if (end == at + 3 || end >= to || text[end] != '}') {
      return 0;
    }
    coded(text, at, at + 3, end - at - 3, to, into);
    return end + 1 - at;
  }
}
