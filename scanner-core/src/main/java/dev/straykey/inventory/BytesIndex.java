package dev.straykey.inventory;

import dev.straykey.model.InvalidInputException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * From a string of bytes to the numbers that were filed under it. Compact: for a digest of 32 bytes
 * about 55 bytes a key, so ten million fit into some 550 MB; no object per key.
 *
 * <p>Open addressing: a slot holds half of the hash beside the entry's number, so a string that is
 * not there costs one look into memory. Not thread-safe while it is filled; any number of readers
 * afterwards.
 */
final class BytesIndex {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;
  private static final long TAG = 0xFFFF_FFFF_0000_0000L;

  private byte[] bytes = new byte[1024];
  private int[] ends = new int[32];
  private int[] values = new int[32];
  private int size;
  private long[] slots = new long[64];

  int size() {
    return size;
  }

  /** Gives back what growing left unused; nothing is filed afterwards. */
  void trim() {
    bytes = Arrays.copyOf(bytes, size == 0 ? 0 : ends[size - 1]);
    ends = Arrays.copyOf(ends, size);
    values = Arrays.copyOf(values, size);
  }

  void add(String key, int value) {
    add(key.getBytes(StandardCharsets.UTF_8), value);
  }

  /** Files {@code value} under {@code key}, beside what is there already. */
  void add(byte[] key, int value) {
    int start = size == 0 ? 0 : ends[size - 1];
    if (key.length > MOST_BYTES - start) {
      throw new InvalidInputException(
          "SK-1309",
          "The inventory holds more than fits into memory (%d entries)".formatted(size),
          "Split it, and give each scan the part that concerns it");
    }
    if (start + key.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, 2L * (start + key.length)));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    System.arraycopy(key, 0, bytes, start, key.length);
    ends[size] = start + key.length;
    values[size] = value;
    size++;
    if (size * 3L > slots.length * 2L) {
      slots = new long[slots.length * 2];
      for (int entry = 0; entry < size; entry++) {
        place(entry);
      }
    } else {
      place(size - 1);
    }
  }

  private void place(int entry) {
    long hash = hash(bytes, start(entry), ends[entry]);
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = (hash & TAG) | (entry + 1);
  }

  /** Returns the number that was first filed under these bytes, or -1. */
  int first(byte[] text, int from, int to) {
    long hash = hash(text, from, to);
    int found = seek(hash, (int) hash & (slots.length - 1), text, from, to);
    return found < 0 ? -1 : values[(int) slots[found] - 1];
  }

  /** Returns every number that was filed under these bytes, in the order of filing. */
  int[] all(byte[] text) {
    long hash = hash(text, 0, text.length);
    int mask = slots.length - 1;
    int[] found = new int[0];
    int slot = seek(hash, (int) hash & mask, text, 0, text.length);
    while (slot >= 0) {
      found = Arrays.copyOf(found, found.length + 1);
      found[found.length - 1] = values[(int) slots[slot] - 1];
      slot = seek(hash, (slot + 1) & mask, text, 0, text.length);
    }
    Arrays.sort(found);
    return found;
  }

  private int seek(long hash, int slot, byte[] text, int from, int to) {
    int mask = slots.length - 1;
    for (long held = slots[slot]; held != 0; held = slots[slot]) {
      if (((held ^ hash) & TAG) == 0) {
        int entry = (int) held - 1;
        if (Arrays.equals(bytes, start(entry), ends[entry], text, from, to)) {
          return slot;
        }
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private int start(int entry) {
    return entry == 0 ? 0 : ends[entry - 1];
  }

  private static long hash(byte[] text, int from, int to) {
    long h = (long) to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      h = (h ^ (long) LONG.get(text, at)) * 0x9E37_79B9_7F4A_7C15L;
      h ^= h >>> 32;
    }
    for (; at < to; at++) {
      h = (h ^ text[at]) * 0x9E37_79B9_7F4A_7C15L;
      h ^= h >>> 32;
    }
    h *= 0xD6E8_FEB8_6659_FD93L;
    return h ^ (h >>> 32);
  }
}
