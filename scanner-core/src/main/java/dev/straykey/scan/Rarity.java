package dev.straykey.scan;

/** How unlike words and names a string is. */
final class Rarity {
  private Rarity() {}

  /** Returns true when {@code key} from {@code from} on is not what people write. */
  static boolean isRare(byte[] key, int from) {
    return Placeholders.entropy(key, from) >= 2.5;
  }
}
