package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.util.List;

/** How a word that names an issuer stands in a text, and how the value that it may tell. */
final class WordPlace {
  /** What stands behind an issuer's word and says that the value is none of its keys. */
  private static final List<String> PUBLIC =
      List.of(
          "public",
          "pubkey",
          "sitekey",
          "site_key",
          "site-key",
          "accessor",
          "v3provider",
          "enterpriseprovider");

  private WordPlace() {}

  /** Returns where a word of so many letters begins: separators do not count. */
  static int wordStart(byte[] text, int end, int length) {
    int left = length;
    int i = end;
    while (i > 0 && left > 0) {
      byte b = text[--i];
      if (b != '-' && b != '_' && b != '.' && b != ' ') {
        left--;
      }
    }
    return i;
  }

  /** {@code recaptcha_public_key}: what follows the word says that its value is no secret. */
  static boolean isPublic(byte[] text, int wordEnd) {
    boolean joined = wordEnd < text.length && (text[wordEnd] == '_' || text[wordEnd] == '-');
    int at = joined ? wordEnd + 1 : wordEnd;
    for (String word : PUBLIC) {
      if (continuesAnyhow(text, at, word)) {
        return true;
      }
    }
    return false;
  }

  /** A short word must not be a part of another; a long one hardly is. */
  static boolean standsAlone(byte[] text, int start, int end, int length) {
    if (end + 1 < text.length && text[end] == '@' && isLetter(text[end + 1])) {
      return false; // the mailbox of an address
    }
    if (length >= 8) {
      return true;
    }
    if (start > 4 && text[start - 5] == '\\' && text[start - 4] == 'u') {
      return false; // its first letter is a digit of an escape
    }
    if (!isLower(text[end - 1]) && isLetter(text[end - 1]) && isLower(text[end - 2])) {
      return false; // letters by chance, as in NmJ1ATJeIbM
    }
    if (start > 0 && isLetter(text[start - 1])) {
      boolean camel = isLower(text[start - 1]) && !isLower(text[start]);
      if (!camel) {
        return false;
      }
    }
    if (end < text.length && isLower(text[end]) && isLower(text[end - 1])) {
      return continues(text, end, "key")
          || continues(text, end, "api")
          || continues(text, end, "token")
          || continues(text, end, "secret")
          || continues(text, end, "pass")
          || continues(text, end, "auth")
          || continues(text, end, "access");
    }
    return true;
  }

  private static boolean continues(byte[] text, int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= text.length || text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean continuesAnyhow(byte[] text, int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= text.length || Character.toLowerCase(text[at + i]) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The sign that fills up base64, in an address or in a literal of a program: more letters. */
  private static boolean isPadding(byte[] text, int end, int to) {
    int at = end;
    while (at < to && text[at] == '\\') {
      at++;
    }
    return at == end
        ? continues(text, at, "%3D") || continues(text, at, "%3d")
        : continues(text, at, "u003d") || continues(text, at, "u003D");
  }

  private static boolean isLetter(byte b) {
    return Boundary.isWord(b) && b > '9';
  }

  private static boolean isLower(byte b) {
    return b >= 'a' && b <= 'z';
  }

  /** A key is no part of a longer token. */
  static boolean isBounded(byte[] text, int start, int end, int to) {
    if (start > 0) {
      byte before = text[start - 1];
      if (before == '_' || before == '-' || before == '+' || before == '.') {
        return false;
      }
      if (!Boundary.beginsAt(text, start, 0)) {
        return false;
      }
    }
    if (end < to) {
      byte after = text[end];
      byte next = end + 1 < to ? text[end + 1] : 0;
      if (Boundary.isWord(after) || after == '_' || after == '+') {
        return false;
      }
      if (after == '-' || after == '.' || after == '=') {
        return !Bytes.is(next, Bytes.NAME) && after != '=';
      }
      return !isPadding(text, end, to) && (after != '/' || (start > 0 && text[start - 1] == '/'));
    }
    return true;
  }
}
