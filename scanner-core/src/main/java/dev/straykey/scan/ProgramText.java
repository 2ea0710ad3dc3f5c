package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What programs write where a value could stand: a part of an expression, a name of their own. Says
 * so of the value that was read last; nothing here is kept.
 */
final class ProgramText {
  /**
   * {@code emailLink}, {@code createFormView}: letters only, a capital begins each further word.
   */
  private static final Pattern CAMEL = Pattern.compile("[a-z]{2,}(?:[A-Z][a-z]{2,}){1,5}");

  /** What a program does with passwords; {@code openSesame} may be one. */
  private static final Pattern TELLING =
      Pattern.compile("(?i)auth|email|jwt|key|login|pass|secret|token|user");

  /** {@code log4j2.trustStore.password}: a setting, not what it is set to. */
  private static final Pattern PROPERTY =
      Pattern.compile(
          "[A-Za-z][0-9A-Za-z_-]*(?:\\.[0-9A-Za-z_-]+)*\\.[A-Za-z_-]*(?i:password|passwd)");

  /** What the types of a program are called in the end. */
  private static final Set<String> TYPES =
      Set.of(
          "Provider",
          "Handler",
          "Controller",
          "Component",
          "Field",
          "Input",
          "Form",
          "View",
          "Error",
          "Exception",
          "Service",
          "Request",
          "Response",
          "Validator",
          "Model",
          "Type");

  /** Of files that are listed with a digest, a size, a date. */
  private static final Set<String> SOURCES =
      Set.of(
          "php", "js", "mjs", "cjs", "ts", "tsx", "jsx", "vue", "css", "scss", "less", "html", "py",
          "rb", "java", "kt", "cs", "go", "rs", "c", "h", "cpp", "hpp", "m", "swift", "dart", "svg",
          "png", "md", "rst", "map", "tpl", "twig", "phpt", "class", "jar", "whl", "gz", "zip",
          "so", "dll", "dylib", "a", "aar", "bundle", "xml", "exe", "meta", "prefab");

  private static final int LEAST_PADDED = 16;
  private static final String DEFINE = "#define";

  private ProgramText() {}

  /** Returns true when the value is a part of an expression. */
  static boolean isPart(byte[] text, AssignedValue assigned) {
    return assigned.quote == 0
        ? isBarePart(text, assigned)
        : isChoice(text, assigned) || isBetween(text, assigned) || isSummand(text, assigned);
  }

  /** {@code KEY(other)}, {@code forKey:other]}: another name stands there, not a value. */
  private static boolean isBarePart(byte[] text, AssignedValue assigned) {
    int end = assigned.end;
    return assigned.operator == '('
        || isOfMember(text, assigned)
        || isDefined(text, assigned)
        || (text[end - 1] == ']' && Bytes.next(text, assigned.start, end, (byte) '[') == end)
        || (assigned.before() == ':' && Bytes.next(text, assigned.start, end, (byte) ':') < end);
  }

  /** {@code t.password=r}function}: a program without spaces goes on behind a brace. */
  private static boolean isOfMember(byte[] text, AssignedValue assigned) {
    return Bytes.next(text, assigned.start, assigned.end, (byte) '}') < assigned.end
        && Bytes.next(text, assigned.start, assigned.end, (byte) '{') == assigned.end
        && Bytes.next(text, assigned.nameStart, assigned.nameEnd, (byte) '.') < assigned.nameEnd;
  }

  /** {@code PASSWORD = credentials('id')}: Jenkins is asked for what it keeps under that id. */
  static boolean isAskedFor(byte[] text, AssignedValue assigned) {
    int length = assigned.nameEnd - assigned.nameStart;
    return assigned.operator == '('
        && length == 11
        && text[assigned.nameStart] == 'c'
        && assigned.name().equals("credentials");
  }

  /** {@code x ? 'pass' : 'fail'}: what stands before the sign is no name. */
  private static boolean isChoice(byte[] text, AssignedValue assigned) {
    int i = assigned.nameStart - 1;
    if (assigned.operator != ':' || i < 1 || !AssignmentSign.isQuote(text[i])) {
      return false;
    }
    do {
      i--;
    } while (i > 0 && (text[i] == ' ' || text[i] == '\n'));
    return text[i] == '?';
  }

  /** {@code #define PASSWORD stored_password_2}: without quotes it is a name, or a number. */
  private static boolean isDefined(byte[] text, AssignedValue assigned) {
    int i = assigned.nameStart;
    while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '\t')) {
      i--;
    }
    int from = i - DEFINE.length();
    return from >= 0
        && !(text[assigned.start] >= '0' && text[assigned.start] <= '9')
        && DEFINE.equals(
            new String(text, from, DEFINE.length(), java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /** {@code "Password:"),x("}: the quote that the value opens with closes what the name is in. */
  private static boolean isBetween(byte[] text, AssignedValue assigned) {
    byte first = text[assigned.start];
    return (first == ')' || first == ',') && !assigned.isQuoteBehindName();
  }

  /** {@code "PREFIX_" + x}, {@code 'HEADER.eyJ…' + x}. */
  private static boolean isSummand(byte[] text, AssignedValue assigned) {
    int end = assigned.end;
    int i = end + 1;
    while (i < text.length && text[i] == ' ') {
      i++;
    }
    if (i >= text.length || text[i] != '+') {
      return false;
    }
    // Padding of base64 ends a whole value.
    boolean isPrefix =
        text[end - 1] == '='
            ? end - assigned.start < LEAST_PADDED
            : "_-:./".indexOf(text[end - 1]) >= 0;
    return isPrefix || isCutToken(text, assigned.start, end);
  }

  /** A second part of a web token, and nothing that could be its first. */
  private static boolean isCutToken(byte[] text, int start, int end) {
    for (int i = start; i + 3 < end; i++) {
      if (text[i] == '.' && text[i + 1] == 'e' && text[i + 2] == 'y' && text[i + 3] == 'J') {
        return text[start] != 'e' || text[start + 1] != 'y';
      }
    }
    return false;
  }

  /** {@code <input name="password" #password="field">}: a name of the page for what it shows. */
  static boolean isReference(byte[] text, AssignedValue assigned) {
    if (assigned.before() != '#' || assigned.operator != '=' || assigned.quote == 0) {
      return false;
    }
    int i = assigned.nameStart - 2;
    return i >= 0 && text[i] == ' ' && !opensLine(text, i);
  }

  private static boolean opensLine(byte[] text, int at) {
    int i = at;
    while (i >= 0 && (text[i] == ' ' || text[i] == '\t')) {
      i--;
    }
    return i < 0 || text[i] == '\n';
  }

  /** Returns true when {@code value} is what a password is kept under. */
  static boolean isProperty(String value) {
    return PROPERTY.matcher(value).matches();
  }

  /** {@code Random.nextBytes}: names that a program joins by dots. */
  static boolean isPath(byte[] value) {
    boolean dot = false;
    for (byte b : value) {
      if (!Boundary.isWord(b) && b != '_' && b != '.') {
        return false;
      }
      dot |= b == '.';
    }
    return dot;
  }

  /** Returns true when {@code value} is what a program calls one of its own parts. */
  static boolean isName(String value) {
    if ((CAMEL.matcher(value).matches() && TELLING.matcher(value).find()) || isProperty(value)) {
      return true;
    }
    int last = value.length();
    while (last > 0 && Character.isLowerCase(value.charAt(last - 1))) {
      last--;
    }
    return last > 1
        && TYPES.contains(value.substring(last - 1))
        && value.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  }

  /** {@code "src/auth/Password.php": …}: the name is a file's, and the value its digest. */
  static boolean isSource(byte[] text, AssignedValue assigned) {
    int dot = assigned.nameEnd;
    while (dot > assigned.nameStart && Boundary.isWord(text[dot - 1])) {
      dot--;
    }
    return dot > assigned.nameStart
        && text[dot - 1] == '.'
        && assigned.isQuoteBehindName()
        && SOURCES.contains(
            new String(
                text, dot, assigned.nameEnd - dot, java.nio.charset.StandardCharsets.ISO_8859_1));
  }
}
