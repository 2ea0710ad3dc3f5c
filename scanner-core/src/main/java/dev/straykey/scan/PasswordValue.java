package dev.straykey.scan;

import dev.straykey.rule.Boundary;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells a password that somebody set from what people write where one will stand: names of
 * constants, rules for a form, words for a placeholder.
 */
final class PasswordValue {
  /** The name of a variable or of a setting, in capitals. */
  private static final Pattern CONSTANT =
      Pattern.compile("[A-Z][A-Z0-9]*_[A-Z0-9_]*(?:PASS|PWD|SECRET|TOKEN|KEY)[A-Z0-9_]*");

  /** The same in words of any kind: {@code DMARC_POLICY_ALLOW}. */
  private static final Pattern CAPITALS = Pattern.compile("[A-Z]{2,}(?:_[A-Z]{2,})+");

  /** What a form asks of a value. */
  private static final Pattern FORM_RULE =
      Pattern.compile("(?:^|.*\\|)(?:required|string|nullable|confirmed|min:[0-9]+)(?:\\|.*|$)");

  /** Words, compared without case and separators, that stand for a value to come. */
  private static final List<String> TO_COME =
      List.of(
          "changeme",
          "changethis",
          "goeshere",
          "passwordhere",
          "placeholder",
          "replaceme",
          "replacewith",
          "yourpass",
          "yoursecret",
          "defaultpassword",
          "defaultsecret",
          "defaultpassphrase",
          "dontuse",
          "donotuse",
          "fixture",
          "passwordstub",
          "atleast32",
          "suasenha",
          "jouwwachtwoord",
          "votremotdepasse",
          "tucontrasena",
          "deinpasswort",
          "ihrpasswort");

  /** Words of tests and of documentation. */
  private static final List<String> MADE_UP =
      List.of(
          "test",
          "pass",
          "pwd",
          "secret",
          "example",
          "dummy",
          "fake",
          "foo",
          "bar",
          "wrong",
          "invalid",
          "sample",
          "mock",
          "some",
          "token",
          "redacted",
          "user",
          "new",
          "old",
          "key",
          "abc",
          "xyz",
          "hunter2",
          "qwer",
          "asdf");

  private static final int LEAST_CHOSEN = 6;
  private static final int LEAST_PLAIN = 8;
  private static final int LEAST_RANDOM = 10;

  private PasswordValue() {}

  /**
   * Returns true when {@code value} is no password.
   *
   * @param plain {@code value} in lower case, letters and digits only
   */
  static boolean isNone(String value, String plain) {
    return NameWords.isStandIn(plain)
        || plain.startsWith("your")
        || plain.startsWith("jouw")
        || plain.isEmpty()
        || TO_COME.stream().anyMatch(plain::contains)
        || (value.indexOf('|') >= 0 && FORM_RULE.matcher(value).matches());
  }

  /**
   * Returns true when {@code value} is the name of a constant, or of a setting.
   *
   * @param words how many it must have
   */
  static boolean isConstant(String value, int words) {
    long signs = value.chars().filter(c -> c == '_').count();
    return (signs >= words - 1L && CONSTANT.matcher(value).matches())
        || (signs >= 2 && CAPITALS.matcher(value).matches());
  }

  /**
   * Returns true when {@code value} is mixed as only passwords are: letters and digits, and either
   * another sign or both cases, and no word of tests among them; or letters by chance.
   */
  static boolean isChosen(byte[] value) {
    int small = 0;
    int capitals = 0;
    int digits = 0;
    int signs = 0;
    for (byte b : value) {
      if (b >= 'a' && b <= 'z') {
        small++;
      } else if (b >= 'A' && b <= 'Z') {
        capitals++;
      } else if (b >= '0' && b <= '9') {
        digits++;
      } else if (b != '_' && b != '-' && b != '.') {
        signs++;
      }
    }
    boolean letters = small + capitals > 0;
    if (letters && value.length >= LEAST_RANDOM && Rarity.isRare(value, 0)) {
      return true; // in so many letters by chance a short word stands by chance too
    }
    boolean mixed =
        letters
            && digits > 0
            && ((signs > 0 && value.length >= LEAST_CHOSEN)
                || (small > 0 && capitals > 0 && value.length >= LEAST_PLAIN));
    if (!mixed && !(letters && value.length >= LEAST_CHOSEN && Rarity.isRare(value, 0))) {
      return false;
    }
    String plain = NameWords.plain(new String(value, java.nio.charset.StandardCharsets.ISO_8859_1));
    return MADE_UP.stream().noneMatch(plain::contains)
        && !Placeholders.is(value, 0, true)
        && hasNoRun(value);
  }

  /** A run through the keyboard's digits is what people type to fill a field. */
  private static boolean hasNoRun(byte[] value) {
    return !new String(value, java.nio.charset.StandardCharsets.ISO_8859_1).contains("1234");
  }

  /**
   * Returns true when a secret that is no random one was set on purpose: letters and digits, and a
   * sign that no name holds, or digits that close it.
   */
  static boolean isSetSecret(byte[] text, int start, int end) {
    int digits = 0;
    int closing = 0;
    boolean letter = false;
    boolean sign = false;
    for (int i = start; i < end; i++) {
      byte b = text[i];
      boolean digit = b >= '0' && b <= '9';
      if (digit) {
        digits++;
      }
      boolean ends = digit || (i == end - 1 && !Boundary.isWord(b));
      closing = ends ? closing + (digit ? 1 : 0) : 0;
      letter |= Boundary.isWord(b) && !digit;
      sign |= b > ' ' && !Boundary.isWord(b) && "_-./:,".indexOf(b) < 0;
    }
    return letter && ((sign && digits > 0) || closing >= 3);
  }
}
