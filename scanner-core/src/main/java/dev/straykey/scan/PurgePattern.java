package dev.straykey.scan;

import dev.straykey.model.Secret;

/**
 * A regular expression that finds one key and tells of it no more than its redaction, its length
 * and its alphabet. Written so that Python and Java read it alike.
 */
public final class PurgePattern {
  private static final String ARMOUR = "-----BEGIN ";
  private static final String[] ALPHABETS = {
    "0-9",
    "0-9a-f",
    "0-9A-F",
    "0-9a-z",
    "0-9A-Z",
    "0-9A-Za-z",
    "0-9A-Za-z_-",
    "0-9A-Za-z+/=",
    "0-9A-Za-z._~+/=-"
  };

  private PurgePattern() {}

  /**
   * Returns the expression; empty when the key is too short for one that would fit little else.
   *
   * @param redacted how reports show the key
   */
  public static String of(Secret secret, String redacted) {
    String key = secret.reveal();
    if (key.startsWith(ARMOUR)) {
      return "-----BEGIN [A-Z0-9 ]{1,40}-----[\\s\\S]{40,20000}?-----END [A-Z0-9 ]{1,40}-----";
    }
    int gap = redacted.indexOf('\u2026');
    if (gap < 0 || redacted.length() < 5) {
      return "";
    }
    String first = redacted.substring(0, gap);
    String last = redacted.substring(gap + 1);
    int hidden = key.length() - first.length() - last.length();
    if (hidden < 1 || !key.startsWith(first) || !key.endsWith(last)) {
      return ""; // what is printed of it is not what stands there
    }
    String alphabet = alphabet(key.substring(first.length(), key.length() - last.length()));
    return "(?<![0-9A-Za-z])%s[%s]{%d}%s(?![0-9A-Za-z])"
        .formatted(quoted(first), alphabet, hidden, quoted(last));
  }

  /** Returns whether what an expression of {@link #of} finds has several lines. */
  public static boolean spansLines(String expression) {
    return expression.startsWith(ARMOUR);
  }

  private static String alphabet(String hidden) {
    for (String alphabet : ALPHABETS) {
      if (hidden.matches("[" + alphabet + "]+")) {
        return alphabet;
      }
    }
    return "^\\s";
  }

  private static String quoted(String text) {
    return text.replaceAll("([^0-9A-Za-z_/ ~-])", "\\\\$1");
  }
}
