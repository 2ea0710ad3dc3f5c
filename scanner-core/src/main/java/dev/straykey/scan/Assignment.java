package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.model.Rule;
import java.util.List;
import java.util.Locale;

/**
 * What a value is assigned to.
 *
 * @param nameStart where the name begins; equal to {@code nameEnd} when there is none
 * @param operator where the sign of assignment stands; -1 when nothing is assigned
 * @param name in lower case, its words apart; empty when there is none
 */
record Assignment(int nameStart, int nameEnd, int operator, String name) {
  private static final int GAP = 16;
  private static final int LONGEST_NAME = 80;

  /** Names of values that look like keys and are none. */
  private static final List<String> NO_KEYS =
      List.of(
          "hash",
          "sha",
          "sha1",
          "sha256",
          "sha512",
          "md5",
          "digest",
          "checksum",
          "integrity",
          "commit",
          "revision",
          "rev",
          "etag",
          "uuid",
          "guid",
          "fingerprint",
          "thumbprint",
          "blob",
          "tree",
          "parent",
          "resolved",
          "nonce",
          "crc",
          "h1",
          "sum",
          "resolution",
          "version",
          "iid",
          "did",
          "ref",
          "sitekey",
          "image",
          "resourcekey",
          "reference",
          "sn");

  /** Names of several words that are the like, whatever the last one. */
  private static final List<String> NO_KEY_NAMES =
      List.of(
          "csrf",
          "xsrf",
          "partition_key",
          "row_key",
          "instrumentation_key",
          "find_value",
          "git_head",
          "request_id",
          "trace_id",
          "site_key",
          "rollout_token");

  private static final List<String> IDS = List.of("id", "ids", "account", "username", "user");

  /** Returns what the value that begins at {@code start} is assigned to. */
  static Assignment before(byte[] text, int start, int from) {
    int least = Math.max(from, start - GAP);
    int operator = -1;
    int i = start - 1;
    while (i >= least && isBetween(text[i])) {
      if (isOperator(text[i])) {
        operator = i;
      }
      i--;
    }
    if (operator < 0) {
      return new Assignment(start, start, -1, "");
    }
    int end = i + 1;
    while (i >= Math.max(from, end - LONGEST_NAME) && isName(text[i])) {
      i--;
    }
    return new Assignment(i + 1, end, operator, name(text, i + 1, end));
  }

  /** Returns a name in lower case, {@code accountId} as {@code account_id}. */
  private static String name(byte[] text, int from, int to) {
    var name = new StringBuilder(to - from + 4);
    for (int i = from; i < to; i++) {
      boolean capital = text[i] >= 'A' && text[i] <= 'Z';
      if (capital && i > from && text[i - 1] >= 'a' && text[i - 1] <= 'z') {
        name.append('_');
      }
      name.append((char) (text[i] & 0xff));
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isName(byte b) {
    return Bytes.is(b, Bytes.NAME) || b == '.';
  }

  private static boolean isOperator(byte b) {
    return b == '=' || b == ':' || b == '>' || b == ',' || b == '(' || b == '|';
  }

  private static boolean isBetween(byte b) {
    return isOperator(b)
        || b == ' '
        || b == '\t'
        || b == '"'
        || b == '\''
        || b == '`'
        || b == '['
        || b == '{'
        || b == '\\'
        || b == ')'
        || b == ']'
        || b == '\n'
        || b == '\r'
        || b == '+'
        || b == '@'
        || b == '?';
  }

  /** Returns true when the name does not say that the value is something else. */
  boolean mayName(Rule rule) {
    String last = last();
    if (namesNoKey() || (tellsPublicHalf() && !isPublicHalf(rule))) {
      return false;
    }
    return !IDS.contains(last)
        || rule.near().identifier()
        || rule.id().endsWith("-" + last)
        || rule.id().contains("-id-")
        || rule.id().contains("user");
  }

  /** Returns true when the name says that the value is no key at all. */
  boolean namesNoKey() {
    return NO_KEYS.contains(last())
        || NO_KEY_NAMES.stream().anyMatch(name::contains)
        || name.endsWith("_params")
        || (name.endsWith("entity_key") && !name.endsWith("identity_key"));
  }

  private boolean tellsPublicHalf() {
    return name.endsWith("public_key") || name.endsWith("publickey");
  }

  static boolean isPublicHalf(Rule rule) {
    return rule.publishable() || rule.near().identifier() || rule.id().contains("public");
  }

  /** {@code credentials('id')}: Jenkins is asked for what it keeps under that id. */
  boolean isReference(byte[] text) {
    return name.equals("credentials") && operator >= 0 && text[operator] == '(';
  }

  private String last() {
    int at = name.length();
    while (at > 0 && Character.isLetterOrDigit(name.charAt(at - 1))) {
      at--;
    }
    return name.substring(at);
  }

  /** Returns how many words of the rule's id stand in the name. */
  int shared(Rule rule) {
    int count = 0;
    for (String part : rule.id().split("-", -1)) {
      if (part.length() > 1 && name.contains(part)) {
        count++;
      }
    }
    return count;
  }
}
