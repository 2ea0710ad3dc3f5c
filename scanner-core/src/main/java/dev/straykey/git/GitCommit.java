package dev.straykey.git;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a commit or tag says, as far as it can be read: anybody may have written it.
 *
 * @param tree of a commit; null when it names none
 * @param target of a tag; null for a commit
 * @param author {@code name <address>}; of a tag its tagger
 * @param at when the author wrote it
 * @param committed when it was committed, in seconds since 1970; 0 when it does not say
 * @param whole whether all ids that it names are ids
 */
public record GitCommit(
    @Nullable GitId tree,
    @Nullable GitId target,
    List<GitId> parents,
    @Nullable String author,
    @Nullable Instant at,
    long committed,
    boolean whole) {

  /** Returns what the bytes of a commit say; what is damaged is left empty. */
  public static GitCommit parse(byte[] raw, int length) {
    GitId tree = null;
    GitId target = null;
    var parents = new ArrayList<GitId>();
    String author = null;
    Instant at = null;
    long committed = 0;
    boolean whole = true;
    int from = 0;
    while (from < length && raw[from] != '\n') {
      int end = lineEnd(raw, from, length);
      if (starts(raw, from, end, "tree ")) {
        tree = id(raw, from + 5, end);
        whole &= tree != null;
      } else if (starts(raw, from, end, "parent ")) {
        GitId parent = id(raw, from + 7, end);
        whole &= parent != null;
        if (parent != null) {
          parents.add(parent);
        }
      } else if (starts(raw, from, end, "object ")) {
        target = id(raw, from + 7, end);
        whole &= target != null;
      } else if (starts(raw, from, end, "author ")) {
        author = who(raw, from + 7, end);
        at = instant(seconds(raw, from, end));
      } else if (starts(raw, from, end, "tagger ")) {
        author = who(raw, from + 7, end);
        at = instant(seconds(raw, from, end));
      } else if (starts(raw, from, end, "committer ")) {
        committed = seconds(raw, from, end);
      }
      from = end + 1;
    }
    return new GitCommit(tree, target, List.copyOf(parents), author, at, committed, whole);
  }

  /** Returns where the header's empty line ends and the message begins; at most {@code length}. */
  public static int message(byte[] raw, int length) {
    int at = 0;
    while (at < length && raw[at] != '\n') {
      at = lineEnd(raw, at, length) + 1;
    }
    return Math.min(length, at + 1);
  }

  /** Returns where the line that begins there ends; the length when nothing ends it. */
  public static int lineEnd(byte[] raw, int from, int length) {
    int at = from;
    while (at < length && raw[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Returns whether the bytes from there begin with a word. */
  public static boolean starts(byte[] raw, int from, int end, String with) {
    if (end - from < with.length()) {
      return false;
    }
    for (int i = 0; i < with.length(); i++) {
      if (raw[from + i] != with.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable GitId id(byte[] raw, int from, int end) {
    return GitId.parse(new String(raw, from, end - from, StandardCharsets.ISO_8859_1));
  }

  private static String who(byte[] raw, int from, int end) {
    int close = end;
    while (close > from && raw[close - 1] != '>') {
      close--;
    }
    return new String(raw, from, (close > from ? close : end) - from, StandardCharsets.UTF_8);
  }

  /** Of {@code … <address> 1700000000 +0100}. */
  private static long seconds(byte[] raw, int from, int end) {
    int at = end;
    while (at > from && raw[at - 1] != '>') {
      at--;
    }
    while (at < end && raw[at] == ' ') {
      at++;
    }
    long value = 0;
    for (int digits = 0; at < end && raw[at] >= '0' && raw[at] <= '9' && digits < 12; digits++) {
      value = value * 10 + raw[at++] - '0';
    }
    return value;
  }

  private static @Nullable Instant instant(long seconds) {
    try {
      return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
