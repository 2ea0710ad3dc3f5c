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
          "change_me",
          "change-me",
          "insert",
          "replace",
          "your",
          "todo");
  private static final List<String> FILLERS =
      List.of("xxxx", "****", "....", "000000", "deadbeefdeadbeef");

  /** So many letters in their order are no chance. */
  private static final int LEAST_ALPHABET = 7;

  /** In a text longer than this a word of four letters may stand by chance. */
  private static final int LONGEST_FOR_WORDS = 128;

  /** What is left of a key without words must be as long as a key. */
  private static final int LEAST_REST = 12;

  private static final int LONGEST_PERIOD = 6;

  /** Shorter, a few characters are most by chance. */
  private static final int LEAST_FILLED = 16;

  /** So many characters in a row do not follow each other by chance. */
  private static final int LONGEST_ORDER = 12;

  /** Nor do letter and digit take turns so long. */
  private static final int LONGEST_TURNS = 20;

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
    /** Digits in their order, or hardly more than one character. */
    COUNTS,
    NOTHING
  }

  /** Returns the surest sign that {@code key} behind its literal prefix is made up. */
  static Sign sign(byte[] key, int prefix, boolean counting) {
    String part = part(key, prefix);
    if (part.length() < 6) {
      return isOneCharacter(part) ? Sign.FILLED : Sign.NOTHING;
    }
    boolean isShort = part.length() <= LONGEST_FOR_WORDS;
    if (repeats(part)
        || (part.startsWith("__") && part.endsWith("__"))
        || part.contains("crwdn") // marks a text that translators are shown
        || part.startsWith("header.eyj")
        || (part.length() >= 20
            && part.startsWith("1234567890")
            && part.startsWith(part.substring(10)))
        || (isShort && FILLERS.stream().anyMatch(part::contains))) {
      return Sign.FILLED;
    }
    if (isShort && WORDS.stream().anyMatch(part::contains)) {
      return Sign.WORD;
    }
    if (isShort && part.contains("abcdefg")) {
      return Sign.ALPHABET;
    }
    if (!counting) {
      return Sign.NOTHING;
    }
    boolean isInOrder =
        part.contains("1234567890")
            || part.contains("0123456789")
            || isMostlyInOrder(part)
            || isMostlyOne(part);
    return isInOrder ? Sign.COUNTS : counts(part) ? Sign.FILLED : Sign.NOTHING;
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

  /**
   * Returns true when a person counted through the alphabet, a digit between the letters or not
   * ({@code a1b2c3d4}, {@code Aa1Bb2Cc3}), or typed letter and digit in turn all along.
   */
  private static boolean counts(String part) {
    int[] last = {-1, -1};
    int inOrder = 0;
    int inTurn = 0;
    int before = -1;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      int kind = c >= 'a' && c <= 'z' ? 0 : c >= '0' && c <= '9' ? 1 : -1;
      if (kind < 0) {
        continue;
      }
      inTurn = kind == before ? 1 : inTurn + 1;
      before = kind;
      if (last[kind] >= 0 && last[kind] != c) {
        int step = Math.floorMod(c - last[kind], kind == 0 ? 26 : 10);
        inOrder = step == 1 || step == (kind == 0 ? 25 : 9) ? inOrder + 1 : 0;
      }
      last[kind] = c;
      boolean mixed = last[0] >= 0 && last[1] >= 0;
      if ((mixed && inOrder >= LONGEST_ORDER) || inTurn >= LONGEST_TURNS) {
        return true;
      }
    }
    return false;
  }

  /** Returns true when one character fills most of it. */
  private static boolean isMostlyOne(String part) {
    if (part.length() < LEAST_FILLED) {
      return false;
    }
    int[] counts = new int[128];
    int most = 0;
    for (int i = 0; i < part.length(); i++) {
      most = Math.max(most, ++counts[part.charAt(i) & 127]);
    }
    return most * 3 > part.length() * 2;
  }

  /** {@code ABCDE12345ABCDE123456789}: most characters follow in order the one before them. */
  private static boolean isMostlyInOrder(String part) {
    int inOrder = 0;
    for (int i = 1; i < part.length(); i++) {
      inOrder += part.charAt(i) == part.charAt(i - 1) + 1 ? 1 : 0;
    }
    return part.length() >= LEAST_FILLED && inOrder * 4 > part.length() * 3 - 8;
  }

  private static boolean isOneCharacter(String part) {
    return part.length() >= 3 && part.chars().allMatch(c -> c == part.charAt(0));
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
