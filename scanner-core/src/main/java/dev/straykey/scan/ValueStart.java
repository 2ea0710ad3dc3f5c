package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a value itself begins: behind a tag, a mark or a call that it stands in. Filled again for
 * every value.
 */
final class ValueStart {
  private static final int LONGEST_CALL = 24;

  /** What is called with a literal to make the value of it: as it is, or hashed. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "[]byte",
          "String",
          "String::from",
          "string",
          "new String",
          "std::string",
          "str",
          "bytes",
          "Buffer.from",
          "SecretStr",
          "SecretString",
          "Secret",
          "new Secret",
          "Some",
          "Optional.of",
          "base64.b64decode",
          "b64decode",
          "atob",
          "QString",
          "QStringLiteral",
          "to_string",
          "Hash::make",
          "bcrypt",
          "bcrypt.hashSync",
          "make_password",
          "generate_password_hash",
          "password_hash",
          "passwordEncoder.encode",
          "_T",
          "L");

  /** What is asked for a value by name, and takes beside the name what stands for it. */
  private static final Set<String> SETTINGS =
      Set.of(
          "os.getenv",
          "os.environ.get",
          "environ.get",
          "getenv",
          "env",
          "env.str",
          "config",
          "ENV.fetch",
          "System.getProperty");

  /** Longest name of a setting, its quotes and what stands behind it included. */
  private static final int LONGEST_SETTING = 80;

  /** Parts of the names of calls that ask for a value by name, or make it of what is unreadable. */
  private static final List<String> HIDING =
      List.of(
          "crypt", "hash", "digest", "unseal", "sha", "md5", "get", "find", "load", "read", "ref");

  /** What stands before the value that an option of a program has when it is not given. */
  private static final String DEFAULT = "default=";

  private static final String CDATA = "<![CDATA[";
  private static final String VALUE = "<value>";

  private byte[] text = new byte[0];

  /** The call that is given the value alone; empty when none is. */
  private String call = "";

  /**
   * Returns where the value begins behind a tag or a mark, behind the stars of bold text and the
   * word that says it is a default; {@code at} where none of them stands.
   */
  int inside(byte[] bytes, int at, int most, byte operator) {
    text = bytes;
    if (at + 2 >= most) {
      return at;
    }
    return switch (text[at]) {
      case '*' -> operator == ':' ? afterBold(at, most) : at;
      case '<' -> afterTag(at, most);
      case 'd' -> operator == ',' && begins(DEFAULT, at, most) ? at + DEFAULT.length() : at;
      default -> at;
    };
  }

  private int afterBold(int at, int most) {
    if (text[at + 1] != '*' || (text[at + 2] != ' ' && text[at + 2] != '`')) {
      return at;
    }
    return at + 3 < most && text[at + 2] == ' ' ? at + 3 : at + 2;
  }

  private int afterTag(int at, int most) {
    if (begins(CDATA, at, most)) {
      return at + CDATA.length();
    }
    return begins(VALUE, at, most) ? at + VALUE.length() : at;
  }

  private boolean begins(String word, int at, int most) {
    if (at + word.length() >= most) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      int c = text[at + i];
      if (c != word.charAt(i) && (c | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns where the literal stands that a call is given and nothing else; {@code at} where no
   * call stands.
   */
  int behindCall(byte[] bytes, int at, int most) {
    text = bytes;
    call = "";
    int i = at;
    while (i < most && i - at < LONGEST_CALL && text[i] != '(' && text[i] != '\n') {
      i++;
    }
    if (i == at || i + 1 >= most || text[i] != '(' || !AssignmentSign.isQuote(text[i + 1])) {
      return at;
    }
    String name = new String(text, at, i - at, java.nio.charset.StandardCharsets.ISO_8859_1);
    int fallback = SETTINGS.contains(name) ? fallback(i + 1, most) : -1;
    if (fallback >= 0) {
      return fallback;
    }
    if (!WRAPPERS.contains(name) && !isName(at, i)) {
      return at;
    }
    call = name;
    return i + 1;
  }

  /**
   * {@code ("NAME", "value")}: returns where the value's quote stands; -1 where a name stands
   * alone.
   */
  private int fallback(int quote, int most) {
    int end = quote + 1;
    int last = Math.min(most, quote + LONGEST_SETTING);
    while (end < last && (Bytes.is(text[end], Bytes.NAME) || text[end] == '.')) {
      end++;
    }
    if (end + 2 >= last || text[end] != text[quote] || text[end + 1] != ',') {
      return -1;
    }
    end += 2;
    while (end < last && text[end] == ' ') {
      end++;
    }
    if (begins(DEFAULT, end, last)) {
      end += DEFAULT.length();
    }
    return end < last && AssignmentSign.isQuote(text[end]) ? end : -1;
  }

  private boolean isName(int from, int until) {
    for (int i = from; i < until; i++) {
      if (!Bytes.is(text[i], Bytes.NAME) && text[i] != '.') {
        return false;
      }
    }
    return Boundary.isWord(text[from]) && text[from] > '9';
  }

  /**
   * {@code quote("value")}: returns true when nobody knows what the call makes of the literal. It
   * may ask for the value by this name.
   */
  boolean isOfAnyCall() {
    return !call.isEmpty() && !WRAPPERS.contains(call);
  }

  /** Returns true when that call asks for a value by name, or undoes what made it unreadable. */
  boolean isOfHiding() {
    String name = call.toLowerCase(Locale.ROOT);
    return HIDING.stream().anyMatch(name::contains);
  }
}
