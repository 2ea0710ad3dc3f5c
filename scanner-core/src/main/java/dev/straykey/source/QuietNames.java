package dev.straykey.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Names in which nothing was found: millions of files have few names, and each is looked at once.
 * Hashes of 64 bits under a key of this process, so that nobody can make a name that is taken for
 * another.
 *
 * <p>Bounded: when there are {@value #MOST} names it forgets all of them, and looks again. For one
 * thread.
 */
final class QuietNames {
  /** Names with fewer bytes hold no key. */
  static final int LEAST = 16;

  static final int MOST = 1 << 19;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[] KEY = new SecureRandom().longs(3).map(bits -> bits | 1).toArray();

  private long[] slots = new long[1 << 10];
  private int size;

  /** Returns a hash of a name of {@link #LEAST} bytes or more; never 0. */
  static long hash(byte[] text, int from, int to) {
    long hash = KEY[0] ^ (to - from);
    int last = to - Long.BYTES;
    for (int i = from; i < last; i += Long.BYTES) {
      hash = mixed((long) LONG.get(text, i) ^ hash, KEY[1]);
    }
    hash = mixed((long) LONG.get(text, last) ^ hash, KEY[2]);
    return hash == 0 ? 1 : hash;
  }

  private static long mixed(long a, long b) {
    long low = a * b;
    return low ^ Math.multiplyHigh(a, b) ^ Long.rotateLeft(a, 29);
  }

  boolean has(long hash) {
    long[] all = slots;
    int at = (int) hash & (all.length - 1);
    while (all[at] != 0) {
      if (all[at] == hash) {
        return true;
      }
      at = (at + 1) & (all.length - 1);
    }
    return false;
  }

  void add(long hash) {
    if (size >= MOST) {
      slots = new long[1 << 10];
      size = 0;
    }
    if (2 * size >= slots.length) {
      long[] old = slots;
      slots = new long[2 * old.length];
      for (long one : old) {
        if (one != 0) {
          put(one);
        }
      }
    }
    put(hash);
    size++;
  }

  private void put(long hash) {
    int at = (int) hash & (slots.length - 1);
    while (slots[at] != 0) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = hash;
  }
}
