package dev.straykey.scan;

import dev.straykey.decode.Bytes;

/**
 * Cuts a text into the strings that could be a key, whatever its format: tokens as a whole, their
 * parts, and what stands in quotes. No string of a place is handed over twice.
 */
final class TokenRuns {
  static final int LONGEST = 512;
  static final int FLOOR = 8;

  private final int least;
  private int asked;
  private final int[] starts = new int[64];
  private final int[] ends = new int[64];

  /** Takes a string that could be a key. */
  @FunctionalInterface
  interface Ask {
    void token(int start, int end);
  }

  TokenRuns(int shortest) {
    this.least = Math.max(FLOOR, shortest);
  }

  /** Hands over what begins from {@code start} to {@code limit}. */
  void read(byte[] text, int start, int limit, int to, Ask ask) {
    if (least > LONGEST) {
      return;
    }
    int at = start;
    boolean inside = start > 0 && Bytes.is(text[start - 1], Bytes.TOKEN);
    while ((at = Bytes.run(text, at, limit, to, Bytes.TOKEN, least)) >= 0) {
      int end = Bytes.runEnd(text, at + least, to, Bytes.TOKEN);
      token(text, at, end, limit, inside && at == start, ask);
      at = end + 1;
    }
    quoted(text, start, limit, to, (byte) '"', ask);
    quoted(text, start, limit, to, (byte) '\'', ask);
  }

  /**
   * @param continued whether the run began before what is read now: it is too long to be a token,
   *     its parts are not
   */
  private void token(byte[] text, int start, int end, int limit, boolean continued, Ask ask) {
    asked = 0;
    if (!continued) {
      once(start, end, ask);
      int bare = end;
      while (bare > start && text[bare - 1] == '.') {
        bare--;
      }
      once(start, bare, ask);
      int value = lastEquals(text, start, bare) + 1;
      if (value > start) {
        once(value, bare, ask);
      }
    }
    parts(text, start, end, limit, continued, ask);
  }

  /** Returns the last {@code =} that is not padding; {@code start - 1} when there is none. */
  private static int lastEquals(byte[] text, int start, int end) {
    int i = end - 1;
    while (i >= start && text[i] == '=') {
      i--;
    }
    while (i >= start && text[i] != '=') {
      i--;
    }
    return i;
  }

  /** Asks about what stands between slashes, and about names without any punctuation. */
  private void parts(byte[] text, int start, int end, int limit, boolean continued, Ask ask) {
    int slash = start;
    int name = start;
    boolean skip = continued && Bytes.is(text[start - 1], Bytes.NAME);
    for (int i = start; i <= end; i++) {
      if (i == end || text[i] == '/') {
        if (slash < limit && !(continued && slash == start)) {
          once(slash, i, ask);
        }
        slash = i + 1;
      }
      if (i == end || !Bytes.is(text[i], Bytes.NAME)) {
        if (name < limit && !(skip && name == start)) {
          once(name, i, ask);
        }
        name = i + 1;
        if (name >= limit) {
          return;
        }
      }
    }
  }

  private void once(int start, int end, Ask ask) {
    if (end - start < least || end - start > LONGEST) {
      return;
    }
    int remembered = Math.min(asked, starts.length);
    for (int i = 0; i < remembered; i++) {
      if (starts[i] == start && ends[i] == end) {
        return;
      }
    }
    starts[asked % starts.length] = start;
    ends[asked % starts.length] = end;
    asked++;
    ask.token(start, end);
  }

  /** Asks about the whole content of quotes where it is more than a token. */
  private void quoted(byte[] text, int start, int limit, int to, byte quote, Ask ask) {
    int i = start;
    while ((i = Bytes.next(text, i, limit, quote)) < limit) {
      int most = Math.min(to, i + 2 + LONGEST);
      boolean mixed = false;
      int j = i + 1;
      while (j < most && text[j] != quote && text[j] != '\n') {
        mixed |= !Bytes.is(text[j], Bytes.TOKEN);
        j++;
      }
      if (mixed && j < most && text[j] == quote) {
        asked = 0;
        once(i + 1, j, ask);
      }
      // What closes one may open the next: nobody knows where quoting began.
      i = j;
    }
  }
}
