package dev.straykey.scan;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/** Keys and passwords of the forms that tools make, from random numbers. */
final class Made {
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = LOWER.toUpperCase(java.util.Locale.ROOT);
  private static final String DIGITS = "0123456789";

  private Made() {}

  /** Returns parts that {@code +} joins; one that begins with {@code =} stands for itself. */
  static String all(String what, Random random) {
    var all = new StringBuilder();
    for (String part : what.split("\\+", -1)) {
      all.append(part.startsWith("=") ? part.substring(1) : make(part, random));
    }
    return all.toString();
  }

  /**
   * Returns something new: {@code pw} a password as managers make them, {@code word} one as people
   * make them, {@code uuid}; with a length behind it {@code hex}, {@code alnum}, {@code lower},
   * {@code upper}, {@code digits}; with a number of bytes {@code b64x}, {@code url64x}.
   */
  static String make(String what, Random random) {
    String kind = what.replaceAll("[0-9]+$", "");
    int n = kind.length() == what.length() ? 0 : Integer.parseInt(what.substring(kind.length()));
    return switch (kind) {
      case "pw" -> password(random);
      case "word" -> word(random) + "-" + word(random) + (10 + random.nextInt(90));
      case "uuid" -> uuid(random);
      case "hex" -> of("abcdef" + DIGITS, n, random);
      case "HEX" -> of("ABCDEF" + DIGITS, n, random);
      case "base58x" -> of("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", n, random);
      case "bech32x" -> of("023456789acdefghjklmnpqrstuvwxyz", n, random);
      case "words" -> words(n, random);
      case "numbers" -> numbers(n, random);
      case "base32x" -> of(UPPER + "234567", n, random);
      case "utf16x" ->
          Base64.getEncoder()
              .encodeToString(
                  (of(LOWER + DIGITS, n, random) + "Password")
                      .getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
      case "alnum" -> of(UPPER + LOWER + DIGITS, n, random);
      case "url" -> of(UPPER + LOWER + DIGITS + "_-", n, random);
      case "lower" -> of(LOWER + DIGITS, n, random);
      case "upper" -> of(UPPER + DIGITS, n, random);
      case "digits" -> of(DIGITS, n, random);
      case "crypt" -> of(UPPER + LOWER + DIGITS + "./", n, random);
      case "salt" -> of(UPPER + LOWER + DIGITS + "!@#%^&*()-_=+[]{}|;:,.<>?/~ ", n, random);
      case "b64x" -> Base64.getEncoder().encodeToString(bytes(n, random));
      case "url64x" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(n, random));
      default -> throw new IllegalArgumentException("nobody makes " + what);
    };
  }

  static byte[] bytes(int n, Random random) {
    byte[] bytes = new byte[n];
    random.nextBytes(bytes);
    return bytes;
  }

  static String of(String alphabet, int n, Random random) {
    var made = new StringBuilder(n);
    for (int i = 0; i < n; i++) {
      made.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return made.toString();
  }

  private static String password(Random random) {
    return of(UPPER, 1, random)
        + of(LOWER + DIGITS, 4, random)
        + of("-_.!", 1, random)
        + of(UPPER + LOWER + DIGITS, 6, random)
        + of(DIGITS, 2, random)
        + of(LOWER, 2, random);
  }

  private static String word(Random random) {
    return of("BDFGKLMNPRSTVW", 1, random)
        + of("aeiou", 1, random)
        + of("bdfgklmnprstvz", 1, random)
        + of("aeiou", 1, random)
        + of("lnrs", 1, random);
  }

  private static String words(int n, Random random) {
    var words = new ArrayList<String>();
    while (words.size() < n) {
      words.add(word(random).toLowerCase(java.util.Locale.ROOT));
    }
    return String.join(" ", words);
  }

  private static String numbers(int n, Random random) {
    var numbers = new ArrayList<String>();
    while (numbers.size() < n) {
      numbers.add(String.valueOf(random.nextInt(256)));
    }
    return String.join(",", numbers);
  }

  private static String uuid(Random random) {
    byte[] bytes = bytes(16, random);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    var buffer = java.nio.ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong()).toString();
  }
}
