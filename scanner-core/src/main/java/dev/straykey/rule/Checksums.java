package dev.straykey.rule;

import dev.straykey.model.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * How keys prove themselves well-formed. A right checksum says that nobody made the key up, never
 * that it lives.
 *
 * <ul>
 *   <li>{@code crc32-base62}: digits {@code 0-9A-Za-z}, left-padded with {@code 0} (GitHub, npm,
 *       Vercel);
 *   <li>{@code crc32-base36}: digits {@code 0-9a-z}, left-padded with {@code 0} (GitLab);
 *   <li>{@code crc32-hex}: lower-case hex;
 *   <li>{@code luhn-mod-62}: one last character, Luhn's check over the alphabet {@code 0-9A-Za-z};
 *   <li>{@code sha256-base32-inside}: RFC 4648 upper case, followed by as many characters again
 *       that mean something else (GitHub's fine-grained tokens);
 *   <li>{@code jwt}: header and payload are objects in base64url, and the payload is not that of
 *       the token that every tutorial shows. They are not parsed to their end: a token of which a
 *       log or an author changed some bytes is one.
 * </ul>
 */
public final class Checksums {
  /** Every algorithm, as a rule names it. */
  public static final List<String> ALGORITHMS =
      List.of(
          "crc32-base36",
          "crc32-base62",
          "crc32-hex",
          "jwt",
          "luhn-mod-62",
          "sha256-base32-inside");

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static final int LONGEST_SAMPLE = 100;

  private Checksums() {}

  /**
   * Returns true when the key's checksum is right.
   *
   * @param prefix how many first characters the literal prefix has
   */
  public static boolean holds(Rule.Checksum checksum, byte[] key, int prefix) {
    if (checksum.algorithm().equals("jwt")) {
      return isJwt(new String(key, StandardCharsets.ISO_8859_1));
    }
    byte[] right = complete(checksum, key, prefix);
    return MessageDigest.isEqual(right, key);
  }

  /**
   * Returns {@code key} with its checksum made right: the characters it stands in are replaced.
   *
   * @param prefix how many first characters the literal prefix has
   */
  public static byte[] complete(Rule.Checksum checksum, byte[] key, int prefix) {
    if (checksum.algorithm().equals("jwt")) {
      return makeJwt(key);
    }
    int length = checksum.length();
    int tail = checksum.algorithm().equals("sha256-base32-inside") ? length : 0;
    int at = key.length - length - tail;
    int from = checksum.over().equals("all") ? 0 : Math.min(prefix, at);
    if (at <= from) {
      return key.clone();
    }
    byte[] whole = key.clone();
    String digits = digits(checksum, key, from, at);
    System.arraycopy(digits.getBytes(StandardCharsets.ISO_8859_1), 0, whole, at, length);
    return whole;
  }

  private static String digits(Rule.Checksum checksum, byte[] key, int from, int to) {
    int length = checksum.length();
    return switch (checksum.algorithm()) {
      case "crc32-base62" -> padded(crc32(key, from, to), BASE62, length);
      case "crc32-base36" -> padded(crc32(key, from, to), BASE36, length);
      case "crc32-hex" -> padded(crc32(key, from, to), BASE36.substring(0, 16), length);
      case "luhn-mod-62" -> luhn(key, from, to);
      case "sha256-base32-inside" -> base32(sha256(key, from, to), length);
      default -> throw new IllegalArgumentException("algorithm " + checksum.algorithm());
    };
  }

  private static long crc32(byte[] key, int from, int to) {
    var crc = new CRC32();
    crc.update(key, from, to - from);
    return crc.getValue();
  }

  private static String padded(long value, String alphabet, int length) {
    var digits = new StringBuilder();
    for (long rest = value; rest > 0; rest /= alphabet.length()) {
      digits.append(alphabet.charAt((int) (rest % alphabet.length())));
    }
    while (digits.length() < length) {
      digits.append(alphabet.charAt(0));
    }
    return digits.reverse().substring(digits.length() - length);
  }

  private static String luhn(byte[] key, int from, int to) {
    int sum = 0;
    int factor = 2;
    for (int i = to - 1; i >= from; i--) {
      int value = BASE62.indexOf((char) key[i]);
      if (value < 0) {
        continue;
      }
      int product = value * factor;
      sum += product / 62 + product % 62;
      factor = 3 - factor;
    }
    return BASE62.substring((62 - sum % 62) % 62, (62 - sum % 62) % 62 + 1);
  }

  private static byte[] sha256(byte[] key, int from, int to) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key, from, to - from);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static String base32(byte[] bytes, int length) {
    var digits = new StringBuilder();
    for (int bit = 0; digits.length() < length; bit += 5) {
      int pair = ((bytes[bit / 8] & 0xff) << 8) | (bytes[bit / 8 + 1] & 0xff);
      digits.append(BASE32.charAt((pair >> (11 - bit % 8)) & 31));
    }
    return digits.toString();
  }

  private static boolean isJwt(String token) {
    String[] parts = token.split("\\.", 4);
    if (parts.length < 3) {
      return false;
    }
    String header = decoded(parts[0]);
    String payload = decoded(parts[1]);
    return header.endsWith("}") && isObject(header) && isObject(payload) && !isSample(payload);
  }

  /** Returns what base64url {@code part} holds, a character a byte, without what is cut off. */
  private static String decoded(String part) {
    int whole = part.length() % 4 == 1 ? part.length() - 1 : part.length();
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part.substring(0, whole));
      return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Returns true for what begins with a brace and a name of one word. */
  private static boolean isObject(String text) {
    if (!text.startsWith("{")) {
      return false;
    }
    String inside = text.substring(1).stripLeading();
    int quote = inside.indexOf('"', 1);
    if (inside.startsWith("}")) {
      return true;
    }
    return inside.startsWith("\"")
        && quote > 0
        && inside.substring(1, quote).chars().allMatch(c -> c > ' ' && c < 127)
        && inside.substring(quote + 1).stripLeading().startsWith(":");
  }

  /** Returns true for the payload of the token that every tutorial shows, with little added. */
  private static boolean isSample(String payload) {
    return payload.length() <= LONGEST_SAMPLE
        && payload.contains("\"1234567890\"")
        && payload.contains("John Doe");
  }

  private static byte[] makeJwt(byte[] random) {
    String noise = new String(random, StandardCharsets.ISO_8859_1).replaceAll("[^0-9A-Za-z]", "");
    return String.join(
            ".",
            url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"),
            url("{\"sub\":\"" + noise.substring(0, Math.min(12, noise.length())) + "\"}"),
            url(noise))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
