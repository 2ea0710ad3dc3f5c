package dev.straykey.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Tells keys from what documentation writes in their place. */
final class Placeholders {
  private static final List<String> WORDS =
      List.of(
          "example",
          "sample",
          "dummy",
          "fake",
          "testkey",
          "test-key",
          "test_key",
          "placeholder",
          "redacted",
          "changeme",
          "insert",
          "replace",
          "your",
          "todo");
  private static final List<String> FILLERS = List.of("xxxx", "****", "....", "000000");

  /** So many letters in their order are no chance. */
  private static final int LEAST_ALPHABET = 7;

  /** In a text longer than this a word of four letters may stand by chance. */
  private static final int LONGEST_FOR_WORDS = 128;

  /** What is left of a key without words must be as long as a key. */
  private static final int LEAST_REST = 12;

  private static final int LONGEST_PERIOD = 6;

  private Placeholders() {}

  /**
   * Returns true when {@code key} behind its literal prefix is no issued key.
   *
   * @param prefix how many first characters are literal
   */
  static boolean is(byte[] key, int prefix) {
    return is(key, prefix, true);
  }

  /**
   * Returns the same.
   *
   * @param counting whether a run of digits or letters in their order counts: in a key that its
   *     form or its context names, it may be the issuer's own way
   */
  static boolean is(byte[] key, int prefix, boolean counting) {
    return sign(key, prefix, counting) != Sign.NOTHING;
  }

  /** What shows that a key is made up, the surest first. */
  enum Sign {
    /** A character or a block that fills the place of a key. */
    FILLED,
    /** A word such as {@code example}. */
    WORD,
    /** Letters in their order. */
    ALPHABET,
    /** Digits in their order. */
    COUNTS,
    NOTHING
  }

  /** Returns the surest sign that {@code key} behind its literal prefix is made up. */
  static Sign sign(byte[] key, int prefix, boolean counting) {
    String part = part(key, prefix);
    if (part.length() < 6) {
      return Sign.NOTHING;
    }
    boolean isShort = part.length() <= LONGEST_FOR_WORDS;
    if (repeats(part) || (isShort && FILLERS.stream().anyMatch(part::contains))) {
      return Sign.FILLED;
    }
    if (isShort && WORDS.stream().anyMatch(part::contains)) {
      return Sign.WORD;
    }
    if (isShort && part.contains("abcdefg")) {
      return Sign.ALPHABET;
    }
    return counting && (part.contains("1234567890") || part.contains("0123456789"))
        ? Sign.COUNTS
        : Sign.NOTHING;
  }

  private static String part(byte[] key, int prefix) {
    int from = Math.min(prefix, key.length);
    return new String(key, from, key.length - from, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  /** Returns true when what is left without words and letters in their order is still a key. */
  static boolean isRareWithoutWords(byte[] key, int prefix) {
    String part = part(key, prefix);
    boolean[] made = new boolean[part.length()];
    for (String word : WORDS) {
      for (int at = part.indexOf(word); at >= 0; at = part.indexOf(word, at + 1)) {
        Arrays.fill(made, at, at + word.length(), true);
      }
    }
    int run = 0;
    for (int i = 1; i <= part.length(); i++) {
      if (i == part.length() || part.charAt(i) != part.charAt(i - 1) + 1) {
        if (i - run >= LEAST_ALPHABET) {
          Arrays.fill(made, run, i, true);
        }
        run = i;
      }
    }
    byte[] rest = new byte[part.length()];
    int length = 0;
    for (int i = 0; i < made.length; i++) {
      if (!made[i]) {
        rest[length++] = key[key.length - made.length + i];
      }
    }
    return length >= LEAST_REST && Rarity.bits(rest, 0, length) >= Rarity.RARE;
  }

  /** Returns true when a short block repeated makes all of it. */
  private static boolean repeats(String part) {
    for (int period = 1; period <= LONGEST_PERIOD && period * 2 <= part.length(); period++) {
      if (part.regionMatches(period, part, 0, part.length() - period)) {
        return true;
      }
    }
    return false;
  }

  /** Returns Shannon's entropy, in bits per character, 0 to 8. */
  static double entropy(byte[] key, int from) {
    int[] counts = new int[256];
    for (int i = from; i < key.length; i++) {
      counts[key[i] & 0xff]++;
    }
    double total = Math.max(1, key.length - from);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        bits -= count / total * Math.log(count / total) / Math.log(2);
      }
    }
    return bits;
  }
}
