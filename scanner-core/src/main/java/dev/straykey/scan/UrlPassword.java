package dev.straykey.scan;

import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The password, or the token, of the user in a URL. Filled again for every URL. */
final class UrlPassword {
  private static final int MOST_AUTHORITY = 300;

  /** A shorter user is a name. */
  private static final int LEAST_USER_TOKEN = 20;

  /** A user who is called so is nobody. */
  private static final Set<String> USERS =
      Set.of("user", "username", "usr", "name", "login", "foo");

  int start;
  int end;

  /** How rare it is, in bits. */
  int bits;

  /** Where the first byte stands that was not looked at. */
  int reached;

  /** {@code scheme://user:password@host}, from behind the slashes. */
  boolean find(byte[] text, int from, int to) {
    int most = Math.min(to, from + MOST_AUTHORITY);
    int colon = -1;
    int at = -1;
    int i = from;
    while (i < most && isAuthority(text[i])) {
      if (text[i] == ':' && colon < 0) {
        colon = i;
      } else if (text[i] == '@') {
        at = i;
      } else if (text[i] == ',' && at > 0) {
        break; // of another host
      }
      i++;
    }
    reached = i;
    if (isUserToken(text, from, colon, at)) {
      start = from;
      end = colon < 0 || colon > at ? at : colon;
    } else if (colon < 0 || at < colon + 3) {
      return false;
    } else {
      start = colon + 1;
      end = at;
    }
    bits = (int) Rarity.bits(text, start, end);
    if (!Literals.isLiteral(text, start, end) || at + 1 >= to || !Boundary.isWord(text[at + 1])) {
      return false;
    }
    if (start == from) {
      return bits >= Rarity.RARE
          && Literals.hasDigit(text, start, end)
          && Literals.isOneToken(text, start, end, true);
    }
    String user = new String(text, from, colon - from, StandardCharsets.ISO_8859_1);
    String password = new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    String plain = NameWords.plain(password);
    String host = new String(text, at + 1, Math.min(40, to - at - 1), StandardCharsets.ISO_8859_1);
    boolean mayStandIn = plain.equals("secret") || (plain.equals("pass") && !isHere(host));
    return (!NameWords.isStandIn(plain) || mayStandIn)
        && !plain.equals(user)
        && !isHere(user)
        && !plain.startsWith("my")
        && !user.startsWith("YOUR")
        && !(plain.length() > 3 && plain.chars().allMatch(c -> c == plain.charAt(0)))
        && plain.length() > 3
        && !(Literals.isWords(plain) && plain.length() < password.length())
        && !user.contains("{")
        && !user.contains("$")
        && !user.contains("<")
        && !password.contains("%s")
        && !host.regionMatches(true, 0, "host", 0, 4);
  }

  /** {@code user:pass@host}: documentation writes so, and few set it. */
  static boolean isOfNobody(byte[] text, int start, byte[] key) {
    int first = start - 1;
    while (first > 0 && start - first < LEAST_USER_TOKEN && text[first - 1] != '/') {
      first--;
    }
    return USERS.contains(
            new String(text, first, Math.max(0, start - 1 - first), StandardCharsets.ISO_8859_1))
        && NameWords.isStandIn(key);
  }

  /** Returns true when {@code host} is the machine itself, which nobody else can reach. */
  private static boolean isHere(String host) {
    return host.startsWith("localhost")
        || host.startsWith("127.0.0.1")
        || host.startsWith("0.0.0.0");
  }

  /** {@code token@host}, {@code token:@host}, {@code token:x-oauth-basic@host}. */
  private static boolean isUserToken(byte[] text, int from, int colon, int at) {
    boolean alone = colon < 0 || colon > at;
    if (at < 0 || (alone ? at : colon) - from < LEAST_USER_TOKEN) {
      return false;
    }
    String password =
        alone ? "" : new String(text, colon + 1, at - colon - 1, StandardCharsets.ISO_8859_1);
    return password.isEmpty() || password.equals("x-oauth-basic");
  }

  private static boolean isAuthority(byte b) {
    return b > ' ' && b != '/' && b != '"' && b != '\'' && b != '`' && b != '<' && b != '>'
        && b != '\\' && b != '?' && b != '|' && b != '(' && b != ')';
  }
}
