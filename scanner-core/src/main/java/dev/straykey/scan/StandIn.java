package dev.straykey.scan;

import dev.straykey.model.Shape;
import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** What people and programs write where a password will stand that a command or a call is given. */
final class StandIn {
  private static final int LEAST_BASE64 = 12;

  /** The longest name in a list, in bytes. */
  private static final int LIST_REACH = 128;

  /** What documentation calls a password in an address. */
  private static final Set<String> SHOWN = Set.of("somepassword", "authpassword", "secretkey");

  /** At least two words, joined as in a name. */
  private static final Pattern TELLING_WORDS =
      Pattern.compile("[A-Za-z]{2,}(?:[_. -][A-Za-z]{2,}){1,8}");

  private StandIn() {}

  /**
   * Returns true when nothing but the context speaks for {@code key}, and it is a word for a
   * password, or base64 of a user and such a word; in a URL, {@code user:pass}.
   */
  static boolean mayBe(CompiledRule rule, byte[] text, int start, byte[] key) {
    if (rule.rule().near().shape() == Shape.URL) {
      return UrlPassword.isOfNobody(text, start, key) || isShown(key);
    }
    return rule.prefix() == 0 && !rule.isShaped() && is(key);
  }

  private static boolean is(byte[] key) {
    String value = new String(key, StandardCharsets.ISO_8859_1);
    return isWord(value) || isBasic(key);
  }

  private static boolean isShown(byte[] key) {
    return SHOWN.contains(NameWords.plain(new String(key, StandardCharsets.ISO_8859_1)));
  }

  private static boolean isWord(String value) {
    String plain = NameWords.plain(value);
    return PasswordValue.isNone(value, plain)
        || SHOWN.contains(plain)
        || ProgramText.isName(value)
        || (plain.startsWith("my") && Literals.isWords(plain) && plain.contains("pass"))
        || (Literals.isWords(plain)
            && plain.length() < value.length()
            && (plain.contains("passw") || plain.contains("secret")));
  }

  /** Base64 of words that tell a secret, as manifests show where one will stand. */
  static boolean isWordsInBase64(byte[] key) {
    if (key.length % 4 != 0 || key.length < LEAST_BASE64) {
      return false;
    }
    try {
      String inside = new String(Base64.getDecoder().decode(key), StandardCharsets.ISO_8859_1);
      String plain = NameWords.plain(inside.strip());
      return (TELLING_WORDS.matcher(inside.strip()).matches()
              || PasswordValue.isNone(inside, plain))
          && (plain.contains("secret") || plain.contains("passw") || plain.contains("key"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Basic credentials: the user's name and the password, joined by a colon. */
  private static boolean isBasic(byte[] key) {
    if (key.length % 4 != 0) {
      return false;
    }
    try {
      String inside = new String(Base64.getDecoder().decode(key), StandardCharsets.ISO_8859_1);
      int colon = inside.indexOf(':');
      String password = inside.substring(colon + 1).strip();
      return colon > 0
          && inside.chars().allMatch(c -> c >= ' ' || c == '\n')
          && (isWord(password) || password.equals(inside.substring(0, colon)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * {@code arn:aws:lambda:*:*:function:orders}: what stands at {@code start} goes on a list of
   * names that colons join, so it is no line that begins there.
   */
  static boolean goesOnAList(byte[] text, int start) {
    int at = start;
    int least = Math.max(0, start - LIST_REACH);
    while (at > least && (Boundary.isWord(text[at - 1]) || isIn(text[at - 1], "._*-"))) {
      at--;
    }
    return at > 0 && text[at - 1] == ':';
  }

  private static boolean isIn(byte letter, String letters) {
    return letters.indexOf(letter) >= 0;
  }

  /**
   * {@code %s}, {@code {password}}, {@code \\$PASSWORD}: a variable is put in, by a program or a
   * shell.
   */
  static boolean isFilledIn(byte[] text, int start, int end) {
    if (text[start] == '\\'
        && start + 1 < end
        && (text[start + 1] == '$' || text[start + 1] == '\\')) {
      return true;
    }
    if (text[start] == '%' && start + 1 < end && isIn(text[start + 1], "s(vd")) {
      return start + 2 == end || text[start + 1] == '(' || text[start + 2] == '\\';
    }
    if (start == 0 || end >= text.length || text[start - 1] != '{' || text[end] != '}') {
      return false;
    }
    for (int i = start; i < end; i++) {
      boolean isLetter = Boundary.isWord(text[i]) && text[i] > '9';
      if (!isLetter && text[i] != '_' && text[i] != '.') {
        return false;
      }
    }
    return true;
  }
}
