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
  private static final double[] LOG2 = new double[64];
  private static final byte[] TABLE = table();
  private static final int CLASSES = SYMBOLS * SYMBOLS * LETTERS;

  static {
    for (int i = 1; i < LOG2.length; i++) {
      LOG2[i] = Math.log(i) / Math.log(2);
    }
  }

  private static final byte[] KIND = new byte[256];
  private static final byte[] SYMBOL = new byte[256];

  static {
    for (int c = 0; c < 256; c++) {
      KIND[c] = (byte) kind(c);
      SYMBOL[c] = (byte) symbol(c, kind(c));
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
    int sixteenths = 0;
    int counted = 0;
    int before = 0;
    int last = 0;
    int classes = OTHER * 4 + OTHER;
    boolean small = false;
    boolean capital = false;
    boolean digit = false;
    boolean beyondHex = false;
    for (int i = from; i < to; i++) {
      int kind = KIND[text[i] & 0xff];
      int symbol = SYMBOL[text[i] & 0xff];
      if (kind != OTHER) {
        counted++;
        sixteenths += TABLE[CLASSES + classes * 4 + kind] & 0xff;
        if (kind == NUMBER) {
          digit = true;
          sixteenths += 53; // any of ten
        } else {
          small |= kind == LOWER;
          capital |= kind == UPPER;
          beyondHex |= symbol > 6;
          sixteenths += TABLE[(before * SYMBOLS + last) * LETTERS + symbol - 1] & 0xff;
        }
      }
      before = last;
      last = symbol;
      classes = (classes * 4 + kind) & 15;
    }
    int alphabet = (small ? LETTERS : 0) + (capital ? LETTERS : 0) + (digit ? 10 : 0);
    if (!beyondHex && !(small && capital)) {
      alphabet = small || capital ? 16 : 10;
    }
    return sixteenths / 16.0 - counted * LOG2[Math.max(alphabet, 10)];
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
