package dev.straykey.pipeline;

/**
 * From hashes to the numbers that were filed under them: open addressing, no object per entry. The
 * first number filed under a hash stays. Not thread-safe while it is filled.
 */
final class LongIndex {
  private final long[] hashes;
  private final int[] numbers;
  private final int mask;
  private int size;

  /**
   * @param most how many will be filed
   */
  LongIndex(int most) {
    int slots = Integer.highestOneBit(Math.max(8, most)) * 4;
    hashes = new long[slots];
    numbers = new int[slots];
    mask = slots - 1;
  }

  int size() {
    return size;
  }

  void put(long hash, int number) {
    int slot = slot(hash);
    if (numbers[slot] == 0) {
      hashes[slot] = hash;
      numbers[slot] = number + 1;
      size++;
    }
  }

  /** Returns the number filed under {@code hash}, or -1. */
  int get(long hash) {
    return numbers[slot(hash)] - 1;
  }

  private int slot(long hash) {
    int slot = (int) (hash ^ (hash >>> 32)) & mask;
    while (numbers[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
