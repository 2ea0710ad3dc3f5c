package dev.straykey.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

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
  private volatile long @Nullable [] slots;

  /** Returns what the keys of this memory are made with. */
  long secret() {
    return secret;
  }

  boolean has(long key) {
    long[] all = slots;
    if (all == null) {
      return false;
    }
    int first = slot(key);
    for (int i = 0; i < BESIDE; i++) {
      if ((long) SLOT.getOpaque(all, first ^ i) == key) {
        return true;
      }
    }
    return false;
  }

  void add(long key) {
    long[] all = slots;
    if (all == null) {
      synchronized (this) {
        all = slots;
        if (all == null) {
          all = new long[1 << BITS];
          slots = all;
        }
      }
    }
    int first = slot(key);
    int at = first ^ (int) (key & (BESIDE - 1));
    for (int i = 0; i < BESIDE; i++) {
      if ((long) SLOT.getOpaque(all, first ^ i) == 0) {
        at = first ^ i;
        break;
      }
    }
    SLOT.setOpaque(all, at, key);
  }

  private static int slot(long key) {
    return (int) (key >>> (Long.SIZE - BITS));
  }
}
