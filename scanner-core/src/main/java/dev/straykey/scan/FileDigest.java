package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What lists of files say of each: {@code "src/token.rs":"9f86d0…"}, {@code ["/img/key.png",
 * "d41d8c…"]}, when it was looked at, and which commit a merge could not take in. Such a value is
 * no key of what the words before it say.
 */
final class FileDigest {
  /** A file's name is sought so far before the value, and not further. */
  private static final int NAME = 200;

  private static final int LONGEST_ENDING = 8;
  private static final Set<String> ENDINGS =
      Set.of(
          """
          avif c cc cjs class cpp cs css csv eot gif go gz h hpp htm html ico jar java jpeg jpg js
          json jsx kt lock lua map md mjs mp3 mp4 otf pdf php png proto py rb rs rst scss sh sol
          svg swift tgz toml ts tsx ttf txt vue wasm webp whl woff woff2 xml yaml yml zip
          """
              .strip()
              .split("\\s+"));

  private FileDigest() {}

  /** Returns whether {@code text} says so of the value from {@code start} to {@code end}. */
  static boolean is(byte[] text, int start, int end) {
    return isTime(text, start, end)
        || (Literals.isDigest(text, start, end)
            && (isAfterFile(text, start) || isOfAConflict(text, start)));
  }

  /** {@code >>>>>>> 2f72407}: the commit that a merge could not take in. */
  private static boolean isOfAConflict(byte[] text, int start) {
    int line = start - 8;
    if (line < 0 || text[start - 1] != ' ' || (line > 0 && text[line - 1] != '\n')) {
      return false;
    }
    byte mark = text[line];
    for (int i = line; i < start - 1; i++) {
      if (text[i] != mark) {
        return false;
      }
    }
    return mark == '<' || mark == '>' || mark == '|';
  }

  /** Seconds or milliseconds since 1970, this century's. */
  private static boolean isTime(byte[] text, int start, int end) {
    int length = end - start;
    if ((length != 10 && length != 13) || text[start] != '1') {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAfterFile(byte[] text, int start) {
    int least = Math.max(0, start - NAME);
    int i = start - 1;
    if (i < least || !isQuote(text[i])) {
      return false;
    }
    i = blanks(text, i - 1, least);
    if (i < least || (text[i] != ':' && text[i] != ',')) {
      return false;
    }
    int quote = blanks(text, i - 1, least);
    if (quote < least || !isQuote(text[quote])) {
      return false;
    }
    int dot = quote - 1;
    while (dot >= least && quote - dot <= LONGEST_ENDING && Bytes.is(text[dot], Bytes.NAME)) {
      if (text[dot] == '.') {
        break;
      }
      dot--;
    }
    return dot > least
        && text[dot] == '.'
        && ENDINGS.contains(
            new String(text, dot + 1, quote - dot - 1, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT));
  }

  private static int blanks(byte[] text, int from, int least) {
    int i = from;
    while (i >= least
        && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t')) {
      i--;
    }
    return i;
  }

  private static boolean isQuote(byte b) {
    return b == '"' || b == '\'';
  }
}
