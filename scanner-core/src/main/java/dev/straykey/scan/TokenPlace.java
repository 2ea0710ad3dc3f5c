package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What the place of a token tells of it, before it is looked at: that it names something. */
final class TokenPlace {
  private static final int LEAST_STEP = 16;

  /** Hex digits of a commit. */
  private static final int COMMIT = 40;

  /** Hex digits of an object in a project of Xcode's. */
  private static final int PROJECT_ID = 24;

  private static final Set<String> REPOSITORY =
      Set.of("/commit/", "/commits/", "/tree/", "/blob/", "/compare/", "/raw/");

  private TokenPlace() {}

  /** Returns true when what stands there names a step of a path, a commit, an object. */
  static boolean isId(byte[] text, int p, int end) {
    return !isNoStep(text, p, end) || isOfRepository(text, p) || isOfProject(text, p, end);
  }

  /** The names of a path are short, or no keys; a key in one is as long as a key. */
  private static boolean isNoStep(byte[] text, int p, int end) {
    if (p == 0 || text[p - 1] != '/') {
      return true;
    }
    int most = Math.min(end, p + LEAST_STEP);
    for (int i = p; i < most; i++) {
      if (text[i] == '/') {
        return false;
      }
    }
    return most - p == LEAST_STEP;
  }

  /** {@code …/commit/10e9d38…}: what a repository calls its own. */
  private static boolean isOfRepository(byte[] text, int p) {
    if (p < LEAST_STEP || text[p - 1] != '/') {
      return p > 0 && text[p - 1] == '@' && isCommit(text, p); // uses: owner/action@commit
    }
    int i = p - 2;
    while (i > p - LEAST_STEP && text[i] != '/') {
      i--;
    }
    return REPOSITORY.contains(new String(text, i, p - i, StandardCharsets.ISO_8859_1));
  }

  private static boolean isCommit(byte[] text, int p) {
    int end = p + COMMIT;
    return end <= text.length
        && (end == text.length || !Bytes.is(text[end], Bytes.TOKEN))
        && Literals.isHex(text, p, end);
  }

  /** {@code fileRef = 4A0B…} and a remark behind it: an object of a project of Xcode's. */
  private static boolean isOfProject(byte[] text, int p, int end) {
    if (end - p != PROJECT_ID || end + 2 >= text.length || text[end] != ' ') {
      return false;
    }
    return text[end + 1] == '/' && text[end + 2] == '*' && Literals.isHex(text, p, end);
  }

  /** {@code {"5f0c…": {…}}}: what a map calls its entry, which is an id. */
  static boolean isEntryName(byte[] text, int start, int end, int to) {
    return end + 1 < to
        && start > 0
        && text[end] == '"'
        && text[end + 1] == ':'
        && text[start - 1] == '"';
  }
}
