package dev.straykey.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * How unlike words and names a string is: by how many bits chance explains it better than the way
 * people write.
 *
 * <p>Two models make the strings that people write: which kind of character follows two others
 * (small, capital, digit, other), and which letter follows two others. Chance picks each character
 * alike from the alphabet that the string shows. The tables hold minus the logarithm of each
 * frequency, in sixteenths of a bit; {@code benchmarks/rarity.py} makes and measures them.
 */
final class Rarity {
  /** What a string must reach to be taken for a key: one in a thousand words does. */
  static final double RARE = 10;

  private static final int LETTERS = 26;

  /** Letters, and what stands for a digit and for anything else. */
  private static final int SYMBOLS = 28;

  private static final int DIGIT = 27;
  private static final int LOWER = 0;
  private static final int UPPER = 1;
  private static final int NUMBER = 2;
  private static final int OTHER = 3;
  private static final int ANY_DIGIT = 53; // any of ten, in sixteenths of a bit
  private static final byte[] TABLE = table();
  private static final int CLASSES = SYMBOLS * SYMBOLS * LETTERS;

  private static final byte[] KIND = new byte[256];
  private static final byte[] SYMBOL = new byte[256];

  /** What a character shows of its string's alphabet: a bit each. */
  private static final byte[] SHOWN = new byte[256];

  /** By what a string shows: the bits that chance takes for one of its characters. */
  private static final double[] CHOICES = new double[16];

  static {
    for (int c = 0; c < 256; c++) {
      KIND[c] = (byte) kind(c);
      SYMBOL[c] = (byte) symbol(c, kind(c));
      SHOWN[c] = (byte) (kind(c) == OTHER ? 0 : 1 << kind(c));
      if (kind(c) < NUMBER && SYMBOL[c] > 6) {
        SHOWN[c] |= 8;
      }
    }
    for (int shown = 0; shown < CHOICES.length; shown++) {
      CHOICES[shown] = choices(shown);
    }
  }

  private Rarity() {}

  private static byte[] table() {
    try (InputStream in = Rarity.class.getResourceAsStream("rarity.bin")) {
      if (in == null) {
        throw new IllegalStateException("rarity.bin is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns true when {@code key} from {@code from} on is not what people write. */
  static boolean isRare(byte[] key, int from) {
    return bits(key, from, key.length) >= RARE;
  }

  /** Returns the bits; below 0 when the text reads like words. */
  static double bits(byte[] text, int from, int to) {
    return bits(text, from, to, from);
  }

  /**
   * Returns the bits of the whole or, where those are more, of what stands behind a prefix that an
   * issuer may have written.
   *
   * @param behind where the prefix ends, at or behind {@code from}; what stands there is measured
   *     as what goes on
   */
  static double bits(byte[] text, int from, int to, int behind) {
    int sixteenths = 0;
    int counted = 0;
    int before = 0;
    int last = 0;
    int classes = OTHER * 4 + OTHER;
    int shown = 0;
    int prefix = 0;
    int prefixCounted = 0;
    int prefixShown = 0;
    for (int i = from; i < to; i++) {
      int b = text[i] & 0xff;
      int kind = KIND[b];
      int symbol = SYMBOL[b];
      if (i == behind) {
        prefix = sixteenths;
        prefixCounted = counted;
        prefixShown = shown;
        shown = 0;
      }
      if (kind != OTHER) {
        counted++;
        shown |= SHOWN[b];
        sixteenths += TABLE[CLASSES + classes * 4 + kind] & 0xff;
        sixteenths +=
            kind == NUMBER
                ? ANY_DIGIT
                : TABLE[(before * SYMBOLS + last) * LETTERS + symbol - 1] & 0xff;
      }
      before = last;
      last = symbol;
      classes = (classes * 4 + kind) & 15;
    }
    double whole = sixteenths / 16.0 - counted * CHOICES[shown | prefixShown];
    return behind <= from || behind >= to
        ? whole
        : Math.max(
            whole, (sixteenths - prefix) / 16.0 - (counted - prefixCounted) * CHOICES[shown]);
  }

  /** Returns the bits that chance takes for a character where characters of these kinds are. */
  private static double choices(int shown) {
    boolean small = (shown & 1) != 0;
    boolean capital = (shown & 2) != 0;
    boolean digit = (shown & 4) != 0;
    boolean beyondHex = (shown & 8) != 0;
    int alphabet = (small ? LETTERS : 0) + (capital ? LETTERS : 0) + (digit ? 10 : 0);
    if (!beyondHex && !(small && capital)) {
      alphabet = small || capital ? 16 : 10;
    }
    return Math.log(Math.max(alphabet, 10)) / Math.log(2);
  }

  private static int kind(int c) {
    if (c >= 'a' && c <= 'z') {
      return LOWER;
    }
    if (c >= 'A' && c <= 'Z') {
      return UPPER;
    }
    return c >= '0' && c <= '9' ? NUMBER : OTHER;
  }

  private static int symbol(int c, int kind) {
    return switch (kind) {
      case LOWER -> c - 'a' + 1;
      case UPPER -> c - 'A' + 1;
      case NUMBER -> DIGIT;
      default -> 0;
    };
  }
}
