package dev.straykey.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.SecureRandom;

/**
 * Remembers pieces of texts, by their keys, that were looked at and have no {@link Spots}: in the
 * same surroundings there is nothing in them again. What is pushed out is looked at once more.
 *
 * <p>Shared by all threads, without locks: what two of them write at once may be lost.
 */
final class Familiar {
  /** How many pieces are remembered, as a power of two: 8 MB of them. */
  private static final int BITS = 20;

  private static final int BESIDE = 4;
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

  private final long secret = new SecureRandom().nextLong() | 1;
  private final long[] slots = new long[1 << BITS];

  /** Returns what the keys of this memory are made with. */
  long secret() {
    return secret;
  }

  boolean has(long key) {
    int first = slot(key);
    for (int i = 0; i < BESIDE; i++) {
      if ((long) SLOT.getOpaque(slots, first ^ i) == key) {
        return true;
      }
    }
    return false;
  }

  void add(long key) {
    int first = slot(key);
    int at = first ^ (int) (key & (BESIDE - 1));
    for (int i = 0; i < BESIDE; i++) {
      if ((long) SLOT.getOpaque(slots, first ^ i) == 0) {
        at = first ^ i;
        break;
      }
    }
    SLOT.setOpaque(slots, at, key);
  }

  private static int slot(long key) {
    return (int) (key >>> (Long.SIZE - BITS));
  }
}
