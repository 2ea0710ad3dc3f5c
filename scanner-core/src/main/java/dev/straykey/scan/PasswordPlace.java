package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What stands around the value that a text gives to the name of a password: whose it is, and
 * whether in settings, in a remark or in a statement. Looks at the value that was read last; one
 * per pass.
 */
final class PasswordPlace {
  /** Most bytes between a user's name and the password, a few lines. */
  private static final int PAIR_REACH = 160;

  private static final Pattern USER =
      Pattern.compile(
          "(?:user|username|user_name|user-name|login|uid|userid|user id)[\"']? *(?:=>|[=:]| [\"']) *[\"']?[\\w.@\\\\-]{2,40}[\"']?[,;]?\\s");

  /** What stands before the password of a role, in a statement. */
  private static final Pattern ROLE =
      Pattern.compile("(?i)(?:create|alter) (?:user|role|login) [^;\\n]{1,70} $");

  private static final int ROLE_REACH = 100;

  /** Longest name of a text that a reader sees. */
  private static final int LONGEST_LABEL = 48;

  private final AssignedValue assigned;

  PasswordPlace(AssignedValue assigned) {
    this.assigned = assigned;
  }

  /**
   * {@code isPassed ? "PASS" : "FAIL"}, {@code PASS: fresh install}, a result; {@code <password>
   * ("primary"|"secondary")}, what documentation calls a place; {@code "$PWD" = "…"}, the folder of
   * a shell.
   */
  boolean isNoPassword(byte[] text) {
    int length = assigned.nameEnd - assigned.nameStart;
    byte first = text[assigned.nameStart];
    byte second = text[assigned.nameStart + 1];
    boolean isResult = assigned.quote == 0 && assigned.operator == ':' && assigned.after() == ' ';
    boolean isElement =
        assigned.operator == '>'
            && assigned.quote != 0
            && "(|".indexOf(text[assigned.start - 2]) >= 0;
    boolean isCompared =
        assigned.before() == '$'
            && assigned.isQuoteBehindName()
            && assigned.operator == '='
            && !Literals.hasDigit(text, assigned.start, assigned.end);
    return isElement
        || isCompared
        || isBinding(text)
        || isShortened(text)
        || (length == 4 && first == 'P' && second == 'A' && (isResult || !assigned.startsLine()))
        || (length == 3
            && first == 'P'
            && second == 'W'
            && (assigned.before() == '$' || assigned.before() == '{'));
  }

  /** {@code :password="form.password"}: a page's template says what to compute. */
  private boolean isBinding(byte[] text) {
    int first = assigned.nameStart;
    return assigned.before() == ':'
        && first > 1
        && text[first - 2] <= ' '
        && assigned.start - assigned.nameEnd == 2
        && text[assigned.nameEnd] == '=';
  }

  /** {@code ,pwd='TouchEvent',qwd='…'}: all names are cut to as many letters. */
  private boolean isShortened(byte[] text) {
    int next = assigned.end + 1;
    int length = assigned.nameEnd - assigned.nameStart;
    return length == 3
        && assigned.quote != 0
        && assigned.before() == ','
        && next + 4 < text.length
        && text[next] == ','
        && text[next + 4] == text[assigned.nameEnd]
        && !Literals.hasDigit(text, assigned.start, assigned.end);
  }

  /** {@code 'Shop password' => 'Passwort'}: what a reader sees, in two languages. */
  boolean isPhrase(byte[] text) {
    if (Literals.hasDigit(text, assigned.start, assigned.end)) {
      return false;
    }
    return (assigned.before() == ' ' && assigned.isQuoteBehindName()) || isLabel(text);
  }

  /**
   * {@code password:"Parool",phone:"Telefon"}: words begin with a capital, as a reader sees them.
   */
  private boolean isLabel(byte[] text) {
    int next = behindQuote(text, assigned.end);
    if (assigned.quote == 0
        || assigned.operator != ':'
        || !isCapital(text, assigned.start)
        || next + 1 >= text.length
        || text[next] != ',') {
      return false;
    }
    next++;
    int gap = next;
    while (next < text.length
        && next - gap < LONGEST_LABEL
        && text[next] <= ' '
        && text[next] >= 0) {
      next++;
    }
    int least = next;
    int most = Math.min(text.length - 5, next + LONGEST_LABEL);
    while (next < most
        && (Bytes.is(text[next], Bytes.NAME) || text[next] == '"' || text[next] == '\\')) {
      next++;
    }
    if (next == least || next >= most || text[next] != ':') {
      return false;
    }
    int quote = text[next + 1] == ' ' ? next + 2 : next + 1;
    return isCapital(text, behindQuote(text, quote));
  }

  /** A quote may stand in a text that is quoted itself. */
  private static int behindQuote(byte[] text, int at) {
    return at < text.length && text[at] == '\\' ? at + 2 : at + 1;
  }

  private static boolean isCapital(byte[] text, int at) {
    return text[at] >= 'A' && text[at] <= 'Z' && !(text[at + 1] >= 'A' && text[at + 1] <= 'Z');
  }

  /**
   * {@code username "ada"; password "x"}, {@code (:password "x")}, {@code alter role ada password
   * 'x'}: a name and its value alone, where nothing is a sentence.
   */
  boolean isStatement(byte[] text) {
    int i = assigned.nameStart - 1;
    while (i > 0 && text[i] == ' ') {
      i--;
    }
    if (i > 0 && (text[i] == ';' || text[i] == '{' || text[i] == ':')) {
      return true;
    }
    return text[assigned.end] == '\'' && ROLE.matcher(before(text, ROLE_REACH)).find();
  }

  private String before(byte[] text, int reach) {
    int from = Math.max(0, assigned.nameStart - reach);
    return new String(text, from, assigned.nameStart - from, StandardCharsets.ISO_8859_1);
  }

  /** {@code PASSWORD :'name'}: psql fills in a variable. */
  boolean isVariable(byte[] text) {
    return assigned.operator == ':'
        && assigned.quote != 0
        && assigned.start > 2
        && text[assigned.start - 2] == ':'
        && text[assigned.start - 3] == ' '
        && assigned.nameEnd == assigned.start - 3;
  }

  /** {@code * password = "…"}: a line of what explains a program shows how it is called. */
  boolean isExplained(byte[] text) {
    int i = assigned.nameStart - 1;
    while (i > 0 && (text[i] == ' ' || text[i] == '\t' || AssignmentSign.isQuote(text[i]))) {
      i--;
    }
    if (assigned.quote == 0 || i <= 0 || text[i] != '*') {
      return false;
    }
    do {
      i--;
    } while (i >= 0 && (text[i] == ' ' || text[i] == '\t'));
    return i < 0 || text[i] == '\n';
  }

  /** Nothing puts a variable in there: {@code # password: a$b}, {@code <password>a$b}. */
  boolean isWithoutVariables(byte[] text) {
    return assigned.operator == '>' || isProperty(text) || isRemark(text);
  }

  /** {@code signing.password=a$b} alone on its line. */
  private boolean isProperty(byte[] text) {
    boolean alone = assigned.after() == '\n' || assigned.after() == '\r';
    return alone
        && assigned.operator == '='
        && assigned.startsLine()
        && Bytes.next(text, assigned.nameStart, assigned.nameEnd, (byte) '.') < assigned.nameEnd;
  }

  private boolean isRemark(byte[] text) {
    int i = assigned.nameStart;
    while (i > 0 && text[i - 1] != '\n' && assigned.nameStart - i < PAIR_REACH) {
      i--;
    }
    while (i < assigned.nameStart && (text[i] == ' ' || text[i] == '\t')) {
      i++;
    }
    byte next = i + 1 < text.length ? text[i + 1] : 0;
    return text[i] == '#'
        || text[i] == '*'
        || (text[i] == '/' && (next == '/' || next == '*'))
        || (text[i] == '-' && next == '-')
        || (text[i] == '<' && next == '!');
  }

  /** Letters that end a line, or an option's value: no word of a sentence, no name in code. */
  boolean isAlone(byte[] text) {
    for (int i = assigned.start; i < assigned.end; i++) {
      if (!Boundary.isWord(text[i]) && text[i] != '_' && text[i] != '-') {
        return false;
      }
    }
    boolean capital = text[assigned.start] >= 'A' && text[assigned.start] <= 'Z';
    return !capital && (assigned.after() != ' ' || text[assigned.nameStart] == '-');
  }

  /** {@code dbPassword=value} alone on a line, from its first column on: of a file of settings. */
  boolean isSetting(byte[] text) {
    int first = assigned.nameStart;
    byte begins = text[assigned.start];
    return (first == 0 || text[first - 1] == '\n')
        && assigned.start - assigned.nameEnd == 1
        && assigned.operator == '='
        && (assigned.after() == '\n' || assigned.after() == '\r')
        && assigned.lastWord().startsWith("passw")
        && !(begins >= 'A' && begins <= 'Z')
        && Bytes.next(text, assigned.start, assigned.end, (byte) '_') == assigned.end;
  }

  /**
   * A user's name that is given just before says that a password follows, whatever it reads like.
   */
  boolean isOfUser(byte[] text) {
    String before = before(text, PAIR_REACH).toLowerCase(Locale.ROOT);
    // Before most passwords none of these stands, and the pattern is tried nowhere.
    return (before.contains("user") || before.contains("login") || before.contains("uid"))
        && USER.matcher(before).find();
  }

  /**
   * {@code NAME_OF_IT=value}, {@code NAME_OF_IT: value} alone on its line: capitals, and no space
   * before the sign; {@code name.of.it=value} of a file of properties.
   */
  boolean isEnvironment(byte[] text) {
    boolean small = false;
    int parts = 0;
    for (int i = assigned.nameStart; i < assigned.nameEnd; i++) {
      small |= text[i] >= 'a' && text[i] <= 'z';
      if (text[i] == '_' || text[i] == '.') {
        parts++;
      }
    }
    int gap = assigned.start - assigned.nameEnd;
    boolean alone = assigned.after() == '\n' || assigned.after() == '\r';
    if (small) {
      return alone && gap == 1 && parts > 1 && assigned.operator == '=' && assigned.startsLine();
    }
    return (gap == 1 && assigned.operator == '=')
        || (gap == 2 && assigned.operator == ':' && alone && parts > 0);
  }
}
