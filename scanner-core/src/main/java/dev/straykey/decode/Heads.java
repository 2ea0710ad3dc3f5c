package dev.straykey.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Heads of columns, and what they say stands below: {@code Password}, {@code API Key}, {@code
 * db_token}; not {@code Password policy}, {@code token count}, {@code key}.
 */
final class Heads {
  /** Of these one stands in every head that tells a secret. */
  static final List<String> MARKS =
      List.of(
          "pass",
          "pwd",
          "pw",
          "kennwort",
          "wachtwoord",
          "token",
          "secret",
          "api key",
          "api_key",
          "api-key",
          "apikey",
          "access key",
          "access_key",
          "access-key",
          "accesskey",
          "private key",
          "private_key",
          "privatekey",
          "signing_key",
          "encryption_key");

  private static final int LONGEST = 48;
  private static final int DIGITS_OF_DATA = 4;
  private static final int LONGEST_WITH_DIGITS = 24;

  private static final Set<String> PASSWORDS = Set.of("password", "passwd", "passphrase", "pwd");

  /** The same in words that no program's names have; a label says it plainly. */
  private static final Set<String> OTHER_PASSWORDS =
      Set.of("passwort", "kennwort", "wachtwoord", "passe", "passcode");

  /** Words that say something else where no user stands beside them. */
  private static final Set<String> SHORT_PASSWORDS = Set.of("pass", "pw");

  private static final Set<String> SECRETS =
      Set.of("token", "secret", "apikey", "accesskey", "secretkey", "privatekey", "apitoken");

  /** What makes a key a secret one. */
  private static final Set<String> KEYS =
      Set.of("api", "access", "secret", "private", "auth", "encryption", "signing", "master");

  /** A head that holds one of these says something else, or what is told to everyone. */
  private static final Set<String> NONE =
      Set.of(
          "is",
          "has",
          "no",
          "needs",
          "requires",
          "required",
          "forgot",
          "reset",
          "hashed",
          "encrypted",
          "public",
          "csrf",
          "xsrf",
          "next",
          "page",
          "without",
          "with",
          "or",
          "bypass");

  private static final Set<String> USERS =
      Set.of(
          "user",
          "username",
          "login",
          "account",
          "email",
          "mail",
          "benutzer",
          "benutzername",
          "uid",
          "usr",
          "usuario",
          "host",
          "server",
          "site",
          "url",
          "database");

  private Heads() {}

  /**
   * Returns for each column the name under which its cells are looked at; null for one that holds
   * no secrets. Null when no column does.
   */
  static String @Nullable [] labels(byte[] text, Cells heads) {
    var labels = new String[heads.size()];
    boolean any = false;
    boolean isOfUsers = false;
    for (int i = 0; i < labels.length; i++) {
      if (isData(text, heads.from(i), heads.to(i))) {
        return null;
      }
      List<String> words = words(text, heads.from(i), heads.to(i));
      isOfUsers |= words.stream().anyMatch(USERS::contains);
      labels[i] = label(words);
      any |= labels[i] != null;
    }
    if (!any) {
      return null;
    }
    any = false;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != null && labels[i].isEmpty()) {
        labels[i] = isOfUsers ? "password" : null;
      }
      any |= labels[i] != null;
    }
    return any ? labels : null;
  }

  /** {@code rfc2548}, {@code draft-eap-mschapv2-00}, a year: what stands in rows, not over them. */
  private static boolean isData(byte[] text, int from, int to) {
    int digits = 0;
    int most = 0;
    boolean any = false;
    for (int i = from; i < to; i++) {
      boolean digit = text[i] >= '0' && text[i] <= '9';
      digits = digit ? digits + 1 : 0;
      most = Math.max(most, digits);
      any |= digit;
    }
    return most >= DIGITS_OF_DATA || (any && to - from > LONGEST_WITH_DIGITS);
  }

  /** Returns whether what stands below is chosen by people, and hashed where it is kept well. */
  static boolean isPassword(String label) {
    return label.endsWith("password") || PASSWORDS.stream().anyMatch(label::endsWith);
  }

  /** Returns the label; null for none, an empty one where it hangs on the other heads. */
  private static @Nullable String label(List<String> words) {
    if (words.isEmpty() || words.stream().anyMatch(NONE::contains)) {
      return null;
    }
    int n = words.size();
    String last = words.get(n - 1);
    String joined = String.join("_", words);
    if (PASSWORDS.contains(last) || SECRETS.contains(last)) {
      return joined;
    }
    if (n > 1 && last.equals("key") && KEYS.contains(words.get(n - 2))) {
      return joined;
    }
    if (OTHER_PASSWORDS.contains(last)) {
      return "password";
    }
    if (last.endsWith("passwort") || last.endsWith("kennwort")) {
      return "password";
    }
    if (last.endsWith("password") || last.endsWith("passwd")) {
      return joined;
    }
    return SHORT_PASSWORDS.contains(last) ? "" : null;
  }

  /** Returns the words of a head in lower case; what stands in brackets is left out. */
  private static List<String> words(byte[] text, int from, int to) {
    var words = new ArrayList<String>();
    if (to - from > LONGEST) {
      return words;
    }
    var word = new StringBuilder();
    int i = from;
    for (; i < to && text[i] != '(' && text[i] != '['; i++) {
      byte b = text[i];
      boolean capital = b >= 'A' && b <= 'Z';
      boolean isWord = Bytes.is(b, Bytes.NAME) && b != '_' && b != '-';
      boolean begins = capital && i > from && text[i - 1] >= 'a' && text[i - 1] <= 'z';
      if ((!isWord || begins) && word.length() > 0) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (isWord) {
        word.append((char) (capital ? b | 0x20 : b));
      } else if (b < 0 || b == '=' || b == '{' || b == '$' || b == '<') {
        return new ArrayList<>(); // a word that this does not know, or no words at all
      }
    }
    if (word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }
}
