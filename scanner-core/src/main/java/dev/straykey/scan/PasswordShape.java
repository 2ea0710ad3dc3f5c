package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether the value that a text gives to the name of a password, or of a secret that a person made
 * up, is one: not computed, no stand-in, no word of a sentence. Looks at the value that was read
 * last; one per pass.
 */
final class PasswordShape {
  private static final int LEAST_PASSWORD = 4;
  private static final int MOST_PASSWORD = 100;
  private static final int LEAST_SECRET = 8;

  /** What is so long and rare is a key. */
  private static final int LEAST_RANDOM = 10;

  private static final int LEAST_COMPARED = 6;

  /** Nobody's password begins by chance with so many characters of an issuer's mark. */
  private static final int LEAST_MARK = 6;

  private static final int LEAST_DIGITS = 6;

  /** So many bits tell small letters from a word. */
  private static final int ODD = 8;

  /** Most bytes between a user's name and the password, a few lines. */
  private static final int PAIR_REACH = 160;

  private static final Pattern USER =
      Pattern.compile(
          "(?:user|username|user_name|user-name|login|uid|userid|user id)[\"']? *(?:=>|[=:]| [\"']) *[\"']?[\\w.@\\\\-]{2,40}[\"']?[,;]?\\s");

  /** What stands before the password of a role, in a statement. */
  private static final Pattern ROLE =
      Pattern.compile("(?i)(?:create|alter) (?:user|role|login) [^;\\n]{1,70} $");

  private static final int ROLE_REACH = 100;

  private final KnownForms forms;
  private final AssignedValue assigned;
  private int start;
  private int end;
  private int bits;

  PasswordShape(KnownForms forms, AssignedValue assigned) {
    this.forms = forms;
    this.assigned = assigned;
  }

  /**
   * Returns true when what was read is a password.
   *
   * @param rarity of it, in bits
   */
  boolean stands(byte[] text, int rarity) {
    start = assigned.start;
    end = assigned.end;
    bits = rarity;
    int length = end - start;
    if (!NameWords.isPasswordName(assigned)) {
      return NameWords.isSecretName(assigned) && isSecret(text);
    }
    if (isOther(text)
        || isPhrase(text)
        || ProgramText.isPart(text, assigned)
        || ProgramText.isReference(text, assigned)
        || Literals.isEncrypted(text, start, end)
        || forms.begins(text, start, end, LEAST_MARK)) {
      return false;
    }
    if (assigned.operator == ' '
        && !(text[assigned.nameStart] == '-'
            || (assigned.quote != 0
                && assigned.lastWord().startsWith("pass")
                && assigned.lastWord().length() > 4
                && (assigned.startsLine() || isStatement(text))))) {
      return false;
    }
    if (length < LEAST_PASSWORD
        || length > MOST_PASSWORD
        || !isLiteral(text)
        || !NameWords.mayName(assigned)) {
      return false;
    }
    if (assigned.quote == 0 && !isBarePassword(text)) {
      return false;
    }
    String value = new String(text, start, length, StandardCharsets.ISO_8859_1);
    boolean isOfUser = isOfUser(text);
    if ((value.indexOf(' ') >= 0 && !(isOfUser && isTwoWords(value)))
        || Literals.isFormat(value)
        || assigned.before() == '/'
        || isVariable(text)) {
      return false;
    }
    String plain = NameWords.plain(value);
    String name = assigned.name();
    if (isExplained(text) && !PasswordValue.isChosen(Arrays.copyOfRange(text, start, end))) {
      return false;
    }
    if (PasswordValue.isNone(value, plain)
        || PasswordValue.isConstant(value, isOfUser ? 3 : 2)
        || (assigned.quote == '"' && value.indexOf('`') >= 0)) {
      return false;
    }
    if (ProgramText.isProperty(value)) {
      return false;
    }
    if ((assigned.quote == 0 ? !isEnvironment(text) : !isOfUser) && ProgramText.isName(value)) {
      return false;
    }
    if (isOfUser) {
      boolean isName = assigned.quote == 0 && start - assigned.nameEnd > 1;
      return !plain.equals(name)
          && !(plain.startsWith("my") && !plain.startsWith("mysql") && Literals.isWords(plain))
          && !(isName && plain.contains("pass") && !isEnvironment(text));
    }
    if (Literals.isWords(plain)
        && plain.length() < value.length()
        && (plain.contains("passw") || plain.endsWith("pass") || plain.contains("secret"))
        && !(isEnvironment(text) && plain.endsWith("pass") && !plain.startsWith("my"))) {
      return false;
    }
    if ((assigned.operator == ',' || assigned.operator == '(')
        && Literals.isWords(plain)
        && (bits < Rarity.RARE || length < LEAST_SECRET)) {
      return false;
    }
    if (assigned.compares()
        && Literals.isWords(plain)
        && (length < LEAST_COMPARED || plain.length() < length)) {
      return false; // a mode, an option
    }
    return !plain.equals(name)
        && !(plain.startsWith(name) && isCounted(plain, name.length()))
        && !(plain.length() > 3 && name.contains(plain))
        && !(name.length() > 3 && plain.contains(name) && Literals.isWords(plain));
  }

  /** {@code databasePassword = "databasePassword1"}. */
  private static boolean isCounted(String plain, int from) {
    return plain.length() - from <= 2 && plain.chars().skip(from).allMatch(Character::isDigit);
  }

  /**
   * {@code isPassed ? "PASS" : "FAIL"}, {@code PASS: fresh install}, a result; {@code <password>
   * ("primary"|"secondary")}, what documentation calls a place; {@code "$PWD" = "…"}, the folder of
   * a shell.
   */
  private boolean isOther(byte[] text) {
    int length = assigned.nameEnd - assigned.nameStart;
    byte first = text[assigned.nameStart];
    byte second = text[assigned.nameStart + 1];
    boolean isResult = assigned.quote == 0 && assigned.operator == ':' && assigned.after() == ' ';
    boolean isElement =
        assigned.operator == '>' && assigned.quote != 0 && "(|".indexOf(text[start - 2]) >= 0;
    return isElement
        || (length == 4 && first == 'P' && second == 'A' && (isResult || !assigned.startsLine()))
        || (length == 3
            && first == 'P'
            && second == 'W'
            && (assigned.before() == '$' || assigned.before() == '{'));
  }

  /** {@code 'Shop password' => 'Passwort'}: what a reader sees, in two languages. */
  private boolean isPhrase(byte[] text) {
    return assigned.before() == ' '
        && assigned.isQuoteBehindName()
        && !Literals.hasDigit(text, start, end);
  }

  /**
   * {@code username "ada"; password "x"}, {@code (:password "x")}, {@code alter role ada password
   * 'x'}: a name and its value alone, where nothing is a sentence.
   */
  private boolean isStatement(byte[] text) {
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
  private boolean isVariable(byte[] text) {
    return assigned.operator == ':'
        && assigned.quote != 0
        && start > 2
        && text[start - 2] == ':'
        && text[start - 3] == ' '
        && assigned.nameEnd == start - 3;
  }

  /** A password may begin with what elsewhere begins a name. */
  private boolean isLiteral(byte[] text) {
    boolean named =
        assigned.quote != 0 && text[start] == '@' && Literals.hasDigit(text, start, end);
    return Literals.isLiteral(text, named ? start + 1 : start, end);
  }

  /** A secret that a person made up as passwords are; random ones are keys. */
  private boolean isSecret(byte[] text) {
    int length = end - start;
    boolean given =
        assigned.quote != 0
            ? assigned.operator != ' ' && assigned.operator != ',' && assigned.operator != '('
            : isEnvironment(text) && isBarePassword(text);
    if (!given
        || length < LEAST_SECRET
        || length > MOST_PASSWORD
        || (bits >= Rarity.RARE && length >= LEAST_RANDOM)
        || !(assigned.compares()
            || bits >= Rarity.RARE
            || PasswordValue.isSetSecret(text, start, end))
        || ProgramText.isPart(text, assigned)
        || !Literals.isLiteral(text, start, end)
        || !NameWords.mayName(assigned)) {
      return false;
    }
    String value = new String(text, start, length, StandardCharsets.ISO_8859_1);
    String plain = NameWords.plain(value);
    return value.indexOf(' ') < 0
        && value.indexOf('(') < 0
        && !Literals.isFormat(value)
        && !PasswordValue.isNone(value, plain)
        && !PasswordValue.isConstant(value, 2)
        && !plain.contains(assigned.name())
        && !(assigned.compares() && Literals.isWords(plain) && value.indexOf('_') > 0)
        && !forms.names(text, assigned.nameStart, assigned.nameEnd)
        && !forms.begins(text, start, end);
  }

  /** Without quotes a value is a literal only where nothing else can stand: in settings. */
  private boolean isBarePassword(byte[] text) {
    byte after = assigned.after();
    byte before = assigned.before();
    // Between the parts of a connection string, of a form, of a query.
    boolean isPart =
        (after == ';' || after == '"' || after == '\'')
            && (before == ';' || before == '"' || before == '\'' || before == '&');
    if (assigned.isDefault()) {
      // What goes on with a colon cuts the value of the variable.
      return after == '}'
          && Literals.hasLetter(text, start, end)
          && Bytes.next(text, start, end, (byte) ':') == end;
    }
    if (!isPart && after != '\n' && after != '\r' && after != ' ' && after != '<' && after != '&') {
      return false;
    }
    boolean isOption = assigned.operator == ' ' && text[assigned.nameStart] == '-';
    if (assigned.operator != '='
        && assigned.operator != ':'
        && assigned.operator != '>'
        && !isOption) {
      return false;
    }
    boolean digit = false;
    boolean letter = false;
    boolean special = false;
    for (int i = start; i < end; i++) {
      byte b = text[i];
      digit |= b >= '0' && b <= '9';
      letter |= Boundary.isWord(b) && b > '9';
      special |= !Boundary.isWord(b) && b != '_' && b != '.' && b != '-';
      if ((b == '$' && !(i > start && isRemark(text)))
          || b == '('
          || b == ')'
          || (b == '*' && !(digit && i == end - 1))
          || b == '['
          || b == '{'
          || b == '|'
          || b == '='
          || b == '"') {
        return false;
      }
    }
    if (!letter) {
      return digit && !special && end - start >= LEAST_DIGITS && isEnvironment(text);
    }
    return (digit
        || special
        || isEnvironment(text)
        || isSetting(text)
        || (isAlone(text) && (bits >= ODD || isOfUser(text))));
  }

  /** {@code * password = "…"}: a line of what explains a program shows how it is called. */
  private boolean isExplained(byte[] text) {
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

  /** In a remark no variable is put in: {@code # password: a$b}. */
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
  private boolean isAlone(byte[] text) {
    for (int i = start; i < end; i++) {
      if (!Boundary.isWord(text[i]) && text[i] != '_' && text[i] != '-') {
        return false;
      }
    }
    boolean capital = text[start] >= 'A' && text[start] <= 'Z';
    return !capital && (assigned.after() != ' ' || text[assigned.nameStart] == '-');
  }

  /** {@code dbPassword=value} alone on a line, from its first column on: of a file of settings. */
  private boolean isSetting(byte[] text) {
    int first = assigned.nameStart;
    byte begins = text[start];
    return (first == 0 || text[first - 1] == '\n')
        && start - assigned.nameEnd == 1
        && assigned.operator == '='
        && (assigned.after() == '\n' || assigned.after() == '\r')
        && assigned.lastWord().startsWith("passw")
        && !(begins >= 'A' && begins <= 'Z')
        && Bytes.next(text, start, end, (byte) '_') == end;
  }

  private static boolean isTwoWords(String value) {
    int space = value.indexOf(' ');
    return space > 2 && value.lastIndexOf(' ') == space && value.length() - space > 3;
  }

  /**
   * A user's name that is given just before says that a password follows, whatever it reads like.
   */
  private boolean isOfUser(byte[] text) {
    return USER.matcher(before(text, PAIR_REACH).toLowerCase(Locale.ROOT)).find();
  }

  /**
   * {@code NAME_OF_IT=value}, {@code NAME_OF_IT: value} alone on its line: capitals, and no space
   * before the sign; {@code name.of.it=value} of a file of properties.
   */
  private boolean isEnvironment(byte[] text) {
    boolean small = false;
    int parts = 0;
    for (int i = assigned.nameStart; i < assigned.nameEnd; i++) {
      small |= text[i] >= 'a' && text[i] <= 'z';
      if (text[i] == '_' || text[i] == '.') {
        parts++;
      }
    }
    int gap = start - assigned.nameEnd;
    boolean alone = assigned.after() == '\n' || assigned.after() == '\r';
    if (small) {
      return alone && gap == 1 && parts > 1 && assigned.operator == '=' && assigned.startsLine();
    }
    return (gap == 1 && assigned.operator == '=')
        || (gap == 2 && assigned.operator == ':' && alone && parts > 0);
  }
}
