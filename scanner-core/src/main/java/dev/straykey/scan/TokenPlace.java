package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** What the place of a token tells of it, before it is looked at: that it names something. */
final class TokenPlace {
  private static final int LEAST_STEP = 16;

  /** Hex digits of a commit. */
  private static final int COMMIT = 40;

  /** Hex digits of an object in a project of Xcode's. */
  private static final int PROJECT_ID = 24;

  private static final Set<String> REPOSITORY =
      Set.of("/commit/", "/commits/", "/tree/", "/blob/", "/compare/", "/raw/", "/channel/");

  private static final int UUID = 36;

  private static final byte[] GIT = "commit ".getBytes(StandardCharsets.US_ASCII);

  /** Bytes of {@code sha256=}. */
  private static final int SHA = 7;

  /** So many bars make a list. */
  private static final int LIST = 3;

  private static final int LIST_REACH = 128;

  private TokenPlace() {}

  /** Returns true when what stands there names a step of a path, a commit, an object. */
  static boolean isId(byte[] text, int p, int end) {
    return !isNoStep(text, p, end)
        || isOfRepository(text, p)
        || isOfProject(text, p, end)
        || isUuidOfPath(text, p, end)
        || isDigest(text, p, end)
        || isOfWindows(text, p)
        || isOfGit(text, p);
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

  /** {@code auth.py,sha256=…,1024}: a value may begin with what its digest is called. */
  private static boolean isDigest(byte[] text, int p, int end) {
    return end - p > SHA
        && text[p] == 's'
        && text[p + 1] == 'h'
        && text[p + 2] == 'a'
        && text[p + 3] >= '1'
        && text[p + 3] <= '9'
        && (text[p + 6] == '=' || text[p + 6] == '-');
  }

  /** {@code …/events/5f0c…-…}: a UUID that ends a path is what it leads to. */
  private static boolean isUuidOfPath(byte[] text, int p, int end) {
    return p > 1
        && text[p - 1] == '/'
        && Bytes.is(text[p - 2], Bytes.NAME)
        && end - p >= UUID
        && isUuid(text, p);
  }

  /** {@code "{68ae262d-…}"}, {@code <Project>{…}</Project>}: a project, a class of Windows. */
  private static boolean isOfWindows(byte[] text, int p) {
    return p > 1
        && text[p - 1] == '{'
        && (text[p - 2] == '"' || text[p - 2] == '>')
        && p + UUID < text.length
        && text[p + UUID] == '}'
        && isUuid(text, p);
  }

  /** {@code commit 6d31aca…}: a line of a log. */
  private static boolean isOfGit(byte[] text, int p) {
    int word = p - GIT.length;
    return word >= 0
        && text[p - 1] == ' '
        && Arrays.equals(text, word, p, GIT, 0, GIT.length)
        && isCommit(text, p);
  }

  private static boolean isUuid(byte[] text, int p) {
    for (int i = 0; i < UUID; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? text[p + i] != '-' : !Literals.isHex(text, p + i, p + i + 1)) {
        return false;
      }
    }
    return true;
  }

  /** {@code ldap_add|ldap_bind|ldap_close|…}: names that bars join, as in an expression. */
  static boolean isOfAList(byte[] text, int start) {
    int bars = 0;
    int i = start;
    int least = Math.max(0, start - LIST_REACH);
    while (i > least && bars < LIST && (Bytes.is(text[i - 1], Bytes.NAME) || text[i - 1] == '|')) {
      i--;
      bars += text[i] == '|' ? 1 : 0;
    }
    return bars == LIST && text[start - 1] == '|' && i > 0 && text[i - 1] != '|';
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
