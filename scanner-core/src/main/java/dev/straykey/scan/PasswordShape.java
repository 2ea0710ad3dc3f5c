package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Whether the value that a text gives to the name of a password, or of a secret that a person made
 * up, is one: not computed, no stand-in, no word of a sentence. Looks at the value that was read
 * last; one per pass.
 */
final class PasswordShape {
  private static final int LEAST_PASSWORD = 4;
  private static final int MOST_PASSWORD = 100;
  private static final Pattern NAME = Pattern.compile("[a-z]+(?:[_-][a-z]+)+");

  /** Longest break between a line of code and the next. */
  private static final int LONGEST_INDENT = 40;

  private static final int LEAST_SECRET = 8;

  /** What is so long and rare is a key. */
  private static final int LEAST_RANDOM = 10;

  private static final int LEAST_COMPARED = 6;

  /** Nobody's password begins by chance with so many characters of an issuer's mark. */
  private static final int LEAST_MARK = 6;

  private static final int LEAST_DIGITS = 6;

  /** So many bits tell small letters from a word. */
  private static final int ODD = 8;

  private final KnownForms forms;
  private final AssignedValue assigned;
  private final PasswordPlace place;
  private int start;
  private int end;
  private int bits;

  PasswordShape(KnownForms forms, AssignedValue assigned) {
    this.forms = forms;
    this.assigned = assigned;
    this.place = new PasswordPlace(assigned);
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
    if (place.isNoPassword(text)
        || place.isPhrase(text)
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
                && (assigned.startsLine() || place.isStatement(text))))) {
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
    boolean isOfUser = place.isOfUser(text);
    if ((value.indexOf(' ') >= 0 && !(isOfUser && isTwoWords(value)))
        || Literals.isFormat(value)
        || assigned.before() == '/'
        || place.isVariable(text)) {
      return false;
    }
    String plain = NameWords.plain(value);
    String name = assigned.name();
    if (place.isExplained(text) && !PasswordValue.isChosen(Arrays.copyOfRange(text, start, end))) {
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
    if ((assigned.quote == 0 ? !place.isEnvironment(text) : !isOfUser)
        && ProgramText.isName(value)) {
      return false;
    }
    if (isOfUser) {
      boolean isName = assigned.quote == 0 && start - assigned.nameEnd > 1;
      return !plain.equals(name)
          && !(plain.startsWith("my") && !plain.startsWith("mysql") && Literals.isWords(plain))
          && !isNameOfPassword(value)
          && !(isName && plain.contains("pass") && !place.isEnvironment(text));
    }
    if (Literals.isWords(plain)
        && plain.length() < value.length()
        && (plain.contains("passw") || plain.endsWith("pass") || plain.contains("secret"))
        && !(place.isEnvironment(text) && plain.endsWith("pass") && !plain.startsWith("my"))) {
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

  /** {@code registry_password}, {@code tracing-password}: a name, as programs have. */
  private static boolean isNameOfPassword(String value) {
    return value.endsWith("password") && NAME.matcher(value).matches();
  }

  /** {@code databasePassword = "databasePassword1"}. */
  private static boolean isCounted(String plain, int from) {
    return plain.length() - from <= 2 && plain.chars().skip(from).allMatch(Character::isDigit);
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
            : place.isEnvironment(text) && isBarePassword(text);
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
    if (goesOn(text)) {
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
      if ((b == '$' && !(i > start && (opensNoVariable(text, i) || place.isWithoutVariables(text))))
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
      return digit && !special && end - start >= LEAST_DIGITS && place.isEnvironment(text);
    }
    return (digit
        || special
        || place.isEnvironment(text)
        || place.isSetting(text)
        || (place.isAlone(text) && (bits >= ODD || place.isOfUser(text))));
  }

  /** {@code password = form}, and on the next line {@code ? a : b} or {@code .password}: code. */
  private boolean goesOn(byte[] text) {
    int i = end;
    while (i < text.length && i - end < LONGEST_INDENT && text[i] <= ' ') {
      i++;
    }
    return i < text.length - 1
        && assigned.after() != ' '
        && ((text[i] == '?' && text[i + 1] == ' ')
            || (text[i] == '.' && text[i + 1] >= 'a' && text[i + 1] <= 'z'));
  }

  /** {@code pass$}, {@code pass$!}: no name follows that could be put in. */
  private boolean opensNoVariable(byte[] text, int dollar) {
    return dollar + 1 == end
        || !(Boundary.isWord(text[dollar + 1]) || "_{(".indexOf(text[dollar + 1]) >= 0);
  }

  private static boolean isTwoWords(String value) {
    int space = value.indexOf(' ');
    return space > 2 && value.lastIndexOf(' ') == space && value.length() - space > 3;
  }
}
