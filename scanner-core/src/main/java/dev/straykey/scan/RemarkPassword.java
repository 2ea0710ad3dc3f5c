package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The password that a remark or a message tells: {@code user/pass: admin/…}, {@code creds:
 * admin:…}, {@code the password for acme is …}. Words stand where programs have signs, so only what
 * nobody writes by chance counts. Filled again for every word.
 */
final class RemarkPassword {
  /** What is called so before a password's name is the user's. */
  private static final Set<String> USERS =
      Set.of(
          "user", "username", "usr", "login", "uid", "id", "email", "account", "name", "usuario");

  private static final Set<String> PAIRS = Set.of("creds", "cred", "credentials", "login");

  private static final Set<String> PASSWORDS =
      Set.of(
          "password",
          "passwd",
          "pass",
          "pwd",
          "pw",
          "passphrase",
          "passwort",
          "passcode",
          "secret");

  /** Passwords' names that no program has, so no rule for programs looks behind them. */
  private static final Set<String> SAID = Set.of("pw", "passwort");

  /** What says that the password follows, with a space on each side or a colon behind. */
  private static final Set<String> VERBS = Set.of("is", "was", "to");

  /** The like in a language whose words look as if they were drawn by chance. */
  private static final Set<String> OTHER_VERBS = Set.of("ist", "war", "lautet");

  /** What begins another sentence, with a verb of its own. */
  private static final Set<String> CONDITIONS = Set.of("when", "if", "unless", "where");

  /** What was done to a password that becomes another: {@code reset your password to …}. */
  private static final List<String> SETS = List.of("set", "chang", "updat", "rotat");

  private static final int LONGEST_USER = 64;
  private static final int LONGEST_PASSWORD = 64;

  /** Most bytes between the name and {@code is}. */
  private static final int LONGEST_OF = 64;

  /** Most bytes between what was done to a password and its name. */
  private static final int LONGEST_SET = 40;

  private static final int LONGEST_WORD = 16;

  int start;
  int end;

  /** How rare it is, in bits. */
  int bits;

  /** Where the first byte stands that was not looked at. */
  int reached;

  private byte[] text = new byte[0];
  private int to;

  /** Looks behind the word that a keyword is a part of. */
  boolean find(byte[] bytes, int keyword, int keywordEnd, int limit) {
    text = bytes;
    to = limit;
    reached = keywordEnd;
    int first = keyword;
    int wordEnd = keyword;
    while (wordEnd < keywordEnd && isLetter(text[wordEnd])) {
      wordEnd++; // a keyword may hold what ends it
    }
    while (first > 0 && keyword - first < LONGEST_WORD && isLetter(text[first - 1])) {
      first--;
    }
    int last = wordEnd;
    while (last < to && last - wordEnd < LONGEST_WORD && isLetter(text[last])) {
      last++;
    }
    if (last == to || (text[last] != ' ' && text[last] != ':' && text[last] != '=')) {
      return false; // most are names in programs
    }
    String word = word(first, last);
    if (!PASSWORDS.contains(word)) {
      return PAIRS.contains(word) && pair(ofWhat(last));
    }
    if (isOfUser(first)) {
      return pair(last);
    }
    return (SAID.contains(word) && given(first, last))
        || sentence(first, last)
        || (text[last] == ' '
            && !word.equals("pass") // what is done as well
            && isBeside(first)
            && password(last + 1));
  }

  /** {@code pw: …}, where it is no part of another name. */
  private boolean given(int first, int last) {
    boolean alone = first == 0 || " \t\n(,;>|*`\"'".indexOf(text[first - 1]) >= 0;
    int i = space(last);
    return alone
        && i < to
        && (text[i] == ':' || text[i] == '=')
        && password(space(i + 1))
        && Bytes.next(text, start, end, (byte) '[') == end
        && Bytes.next(text, start, end, (byte) '=') == end;
  }

  /** {@code and password …}, {@code with the password …}. */
  private boolean isBeside(int first) {
    String before = word(Math.max(0, first - 10), first);
    return before.endsWith(" and ")
        || before.endsWith(" with ")
        || before.endsWith(" und ")
        || before.endsWith("with the ")
        || before.endsWith(" use the ");
  }

  /** Returns where the sign stands of {@code creds for acme: …}. */
  private int ofWhat(int from) {
    if (from + 5 >= to || !word(from, from + 5).equals(" for ")) {
      return from;
    }
    int most = Math.min(to, from + LONGEST_OF);
    int i = from;
    while (i < most && (isUser(text[i]) || text[i] == ' ')) {
      i++;
    }
    return i;
  }

  /** {@code user/pass}, {@code login : password}. */
  private boolean isOfUser(int first) {
    int i = behindSpace(first - 1);
    if (i < 0 || !isSeparator(text[i])) {
      return false;
    }
    i = behindSpace(i - 1);
    int end = i + 1;
    while (i >= 0 && end - i <= LONGEST_WORD && isLetter(text[i])) {
      i--;
    }
    return USERS.contains(word(i + 1, end));
  }

  private int behindSpace(int from) {
    int i = from;
    while (i >= 0 && text[i] == ' ') {
      i--;
    }
    return i;
  }

  /** {@code : user/password}, {@code = "user:password"}. */
  private boolean pair(int from) {
    int i = space(from);
    if (i >= to || (text[i] != ':' && text[i] != '=')) {
      return false;
    }
    i = space(i + 1);
    boolean quoted = i < to && AssignmentSign.isQuote(text[i]);
    i = quoted ? i + 1 : i;
    int user = i;
    while (i < to && i - user < LONGEST_USER && isUser(text[i])) {
      i++;
    }
    int userEnd = i;
    i = space(i);
    if (userEnd - user < 2 || i >= to || !isSeparator(text[i])) {
      return false;
    }
    i = space(i + 1);
    return password(i) && !word(user, userEnd).equals(word(start, end));
  }

  /** {@code is …}, {@code for the server was …}, {@code reset the password to …}. */
  private boolean sentence(int first, int from) {
    int most = Math.min(to, from + LONGEST_OF);
    int i = from;
    while (i < most && text[i] == ' ') {
      int end = i + 1;
      while (end < most && (isUser(text[end]) || text[end] < 0)) {
        end++;
      }
      String verb = end - i < 8 && end < to ? word(i + 1, end) : "";
      if (CONDITIONS.contains(verb)) {
        return false;
      }
      boolean other = OTHER_VERBS.contains(verb);
      if ((other || VERBS.contains(verb)) && (text[end] == ' ' || text[end] == ':')) {
        return (!verb.equals("to") || isSet(first))
            && password(space(text[end] == ':' ? end + 1 : end))
            && (!other || Literals.hasDigit(text, start, this.end));
      }
      i = end;
    }
    return false;
  }

  private boolean isSet(int first) {
    String before = word(Math.max(0, first - LONGEST_SET), first);
    return SETS.stream().anyMatch(before::contains);
  }

  private boolean password(int from) {
    start = from < to && AssignmentSign.isQuote(text[from]) ? from + 1 : from;
    int i = start;
    int most = Math.min(to, start + LONGEST_PASSWORD);
    while (i < most
        && text[i] > ' '
        && !AssignmentSign.isQuote(text[i])
        && text[i] != '<'
        && !AssignmentSign.isLineEnd(text, i, to)) {
      i++;
    }
    reached = i;
    while (i > start && ".,;)]}".indexOf(text[i - 1]) >= 0) {
      i--; // of the sentence
    }
    end = i;
    if (end == start
        || (i == most && i < to)
        || !Literals.isLiteral(text, start, end)
        || Bytes.next(text, start, end, (byte) '/') < end
        || Bytes.next(text, start, end, (byte) '(') < end
        || Literals.isVersion(text, behindColon(), end)
        || word(start, end).endsWith("credentials")) {
      return false;
    }
    bits = (int) Rarity.bits(text, start, end);
    return PasswordValue.isChosen(Arrays.copyOfRange(text, start, end));
  }

  /** {@code acme:credentials:1.5.0}: a package may be called so. */
  private int behindColon() {
    int i = end - 1;
    while (i > start && text[i - 1] != ':') {
      i--;
    }
    return i;
  }

  private int space(int from) {
    int i = from;
    while (i < to && (text[i] == ' ' || text[i] == '\t')) {
      i++;
    }
    return i;
  }

  private String word(int from, int until) {
    return new String(text, from, until - from, java.nio.charset.StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isSeparator(byte b) {
    return b == '/' || b == ':' || b == '|';
  }

  private static boolean isLetter(byte b) {
    return Boundary.isWord(b) && b > '9';
  }

  private static boolean isUser(byte b) {
    return Boundary.isWord(b) || b == '_' || b == '.' || b == '-' || b == '@' || b == '\\';
  }
}
