package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** What a value looks like, from {@code start} to {@code end} of a text. */
final class Literals {
  /** {@code %2i} of a format; {@code %2d} may be an encoded hyphen. */
  private static final Pattern FORMAT = Pattern.compile("%[0-9]{1,2}[iuxX]");

  /**
   * {@code ^1.0.0}, {@code 1.5.0-rc01}, or a number of a program as it writes it, {@code 0x02},
   * {@code 0xD83CDDEAULL}.
   */
  private static final Pattern VERSION =
      Pattern.compile(
          "(?:npm:)?[~^<>=v]{0,2}[0-9]{1,4}(?:\\.[0-9]{1,6}){1,3}"
              + "|(?:npm:)?[~^<>=v]{0,2}[0-9]{1,4}(?:\\.[0-9]{1,6}){2,3}[-+.]"
              + "(?:alpha|beta|build|canary|dev|ea|final|m|milestone|next|nightly|post|pre|preview"
              + "|rc|release|snapshot|stable|SNAPSHOT|RELEASE|Final|RC|M)"
              + "(?:[-.]?[0-9]{1,10}){0,3}(?:[-+][0-9a-f]{6,40})?"
              + "|0x[0-9A-Fa-f]{1,16}(?:[uU]?[lL]{0,2})");

  /** A string as Bitwarden encrypts it: what it was encrypted by, then two or three parts. */
  private static final Pattern SEALED =
      Pattern.compile("[0-7]\\.[0-9A-Za-z+/]{16,}={0,2}(?:\\|[0-9A-Za-z+/]{16,}={0,2}){1,2}");

  static final int UUID_LENGTH = 36;

  private static final int LONGEST_WORDS = 200;
  private static final int LONGEST_VERSION = 64;

  /** What stands in expressions, addresses and sentences, and in no key. */
  private static final String NO_KEY = " ()\\<>?;";

  private Literals() {}

  static boolean hasLetter(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Boundary.isWord(text[i]) && text[i] > '9') {
        return true;
      }
    }
    return false;
  }

  /** Hashes that say what they are, public keys and certificates, what is encrypted. */
  static boolean isPublic(byte[] text, int start, int end) {
    String head = new String(text, start, Math.min(16, end - start), StandardCharsets.ISO_8859_1);
    if (head.startsWith("h1:")
        || head.startsWith("sha256")
        || head.startsWith("sha512")
        || head.startsWith("sha1-")
        || head.startsWith("sha384")) {
      return true;
    }
    if (head.startsWith("LS0tLS1CRUdJTi")) { // base64 of an armour: its own rules look into it
      return true;
    }
    if (isEncrypted(text, start, end)) {
      return true;
    }
    if (head.startsWith("3081") || head.startsWith("3082") || head.startsWith("3059")) {
      return !head.contains("0201");
    }
    return (head.startsWith("MII") || head.startsWith("MIG") || head.startsWith("MFk"))
        && end - start > 60
        && !head.contains("IBA")
        && !head.contains("AgE")
        && !head.contains("CAQ");
  }

  /** What programs write that encrypt settings; the two at the end are Windows' own. */
  static boolean isEncrypted(byte[] text, int start, int end) {
    String head = new String(text, start, Math.min(16, end - start), StandardCharsets.ISO_8859_1);
    return isSealed(text, start, end)
        || head.startsWith("ENC[")
        || head.startsWith("ENC(")
        || head.startsWith("vault:v")
        || head.startsWith("AQAAANCMnd8B")
        || head.startsWith("01000000D08C9DDF")
        || head.startsWith("01000000d08c9ddf");
  }

  /** The parts stand apart, so most values are told by their second character. */
  private static boolean isSealed(byte[] text, int start, int end) {
    return end - start > 36
        && text[start + 1] == '.'
        && SEALED
            .matcher(new String(text, start, end - start, StandardCharsets.ISO_8859_1))
            .matches();
  }

  /** Returns true when a program's version, or a number as programs write it, stands there. */
  static boolean isVersion(byte[] text, int start, int end) {
    return end - start < LONGEST_VERSION
        && text[start] <= 'v'
        && VERSION
            .matcher(new String(text, start, end - start, StandardCharsets.ISO_8859_1))
            .matches();
  }

  /** Returns true when so many hex digits stand there as MD5 or one of SHA makes. */
  static boolean isDigest(byte[] text, int start, int end) {
    int length = end - start;
    return (length == 32
            || length == 40
            || length == 56
            || length == 64
            || length == 96
            || length == 128)
        && isHex(text, start, end);
  }

  static boolean isHex(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Bytes.is(text[i], Bytes.HEX)) {
        return false;
      }
    }
    return true;
  }

  static boolean isUuid(byte[] text, int start) {
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen != (text[start + i] == '-')) {
        return false;
      }
    }
    return true;
  }

  /** Returns true for a UUID that holds a time, a host or a name's hash, and is made to be told. */
  static boolean isToldUuid(byte[] text, int start) {
    byte version = text[start + 14];
    return version >= '1'
        && version <= '8'
        && version != '4'
        && "89abAB".indexOf(text[start + 19]) >= 0;
  }

  static boolean hasDigit(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] >= '0' && text[i] <= '9') {
        return true;
      }
    }
    return false;
  }

  /** What is computed, or filled in later, is no literal. */
  static boolean isLiteral(byte[] text, int start, int end) {
    byte first = text[start];
    if (first == '$'
        || first == '<'
        || first == '{'
        || first == '%'
        || first == '@'
        || first == '*'
        || first == '['
        || first == '('
        || first == '#'
        || first == '/') {
      return false;
    }
    for (int i = start; i < end; i++) {
      byte b = text[i];
      byte next = i + 1 < end ? text[i + 1] : 0;
      if (b < ' ' && b >= 0) {
        return false;
      }
      if ((b == '$' || b == '#' || b == '%') && (next == '{' || next == '(')) {
        return false;
      }
      if ((b == '{' && next == '{') || (b == '<' && next == '%') || (b == ':' && next == '/')) {
        return false;
      }
      if (b == '.' && next == '.' && i + 2 < end && text[i + 2] == '.') {
        return false;
      }
    }
    return true;
  }

  /** A key is made of the characters of tokens; nothing of an expression is among them. */
  static boolean isOneToken(byte[] text, int start, int end, boolean quoted) {
    int odd = 0;
    for (int i = start; i < end; i++) {
      byte b = text[i];
      if (b < 0 || NO_KEY.indexOf(b) >= 0) {
        return false;
      }
      if (!Bytes.is(b, Bytes.TOKEN)) {
        odd++;
      }
    }
    return odd * 4 <= end - start && (quoted || odd <= 2);
  }

  /** Returns true when no space and nothing beyond ASCII stands there. */
  static boolean isPrinted(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] <= ' ') {
        return false;
      }
    }
    return true;
  }

  /** Returns true when only what may stand in a header and an address as it is stands there. */
  static boolean isIssued(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      byte b = text[i];
      if (!Bytes.is(b, Bytes.TOKEN) && b != ':' && b != '|' && b != '%') {
        return false;
      }
    }
    return true;
  }

  /** Returns true for base64 of a text that reads like words: what is written there is no key. */
  static boolean isBase64OfWords(byte[] text, int start, int end) {
    if ((end - start) % 4 != 0 || end - start > LONGEST_WORDS) {
      return false;
    }
    byte[] inside;
    try {
      inside = Base64.getDecoder().decode(Arrays.copyOfRange(text, start, end));
    } catch (IllegalArgumentException e) {
      return false;
    }
    int length = inside.length;
    while (length > 0 && inside[length - 1] <= ' ') {
      length--;
    }
    if (length == 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if ((inside[i] < ' ' && inside[i] != '\t') || inside[i] > '~') {
        return false;
      }
    }
    // A user whose password is left out: what follows the colon is elsewhere.
    return inside[length - 1] == ':' || Rarity.bits(inside, 0, length) < Rarity.RARE;
  }

  /** Returns true when numbers are printed into {@code value}. */
  static boolean hasFormat(String value) {
    return value.indexOf('%') >= 0 && FORMAT.matcher(value).find();
  }

  static boolean isFormat(String value) {
    return value.endsWith(":")
        || value.endsWith(".")
        || value.contains("%s")
        || hasFormat(value)
        || VERSION.matcher(value).matches()
        || value.startsWith("env(")
        || value.contains("\\")
        || value.contains("::")
        || value.contains("://")
        || value.contains("'")
        || value.contains("\"")
        || value.contains("$p")
        || value.startsWith(".")
        || value.startsWith("-")
        || value.startsWith("!")
        || (value.contains("/") && value.contains("#"))
        || value.contains("()")
        || value.chars().allMatch(c -> c == value.charAt(0));
  }

  static boolean isWords(String value) {
    return value.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }
}
