package dev.straykey.git;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Ids with what kind of object each is, in little more memory than the ids themselves. Whole ids
 * are compared: two objects whose ids begin alike are two.
 */
public final class GitIdSet {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int idLength;

  /** Ids lie here one behind the other. */
  private byte[] ids;

  private byte[] kinds;
  private int[] slots;
  private int size;

  public GitIdSet(int idLength) {
    this.idLength = idLength;
    this.ids = new byte[64 * idLength];
    this.kinds = new byte[64];
    this.slots = new int[256];
  }

  public int size() {
    return size;
  }

  /**
   * Adds an id; one that is there keeps its kind.
   *
   * @param kind not 0
   */
  public void add(byte[] raw, int at, byte kind) {
    int slot = slot(raw, at);
    if (slots[slot] != 0) {
      return;
    }
    if (size == kinds.length) {
      ids = Arrays.copyOf(ids, ids.length + (ids.length >> 1));
      kinds = Arrays.copyOf(kinds, ids.length / idLength);
    }
    System.arraycopy(raw, at, ids, size * idLength, idLength);
    kinds[size++] = kind;
    slots[slot] = size;
    if (2 * size > slots.length) {
      grow();
    }
  }

  /** Returns the kind of the id that begins at {@code at}; 0 when it is not here. */
  public byte kind(byte[] raw, int at) {
    int found = slots[slot(raw, at)];
    return found == 0 ? 0 : kinds[found - 1];
  }

  /** Takes an id that begins at {@code at}. */
  public interface Test {
    boolean test(byte[] raw, int at);
  }

  /** Returns whether all ids pass. */
  public boolean all(Test test) {
    for (int i = 0; i < size; i++) {
      if (!test.test(ids, i * idLength)) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int i = 0; i < size; i++) {
      slots[slot(ids, i * idLength)] = i + 1;
    }
  }

  /** Returns where an id is, or else the free place where it would be. */
  private int slot(byte[] raw, int at) {
    long mixed = (long) LONG.get(raw, at) * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 33) & (slots.length - 1);
    while (slots[slot] != 0) {
      int there = (slots[slot] - 1) * idLength;
      if (Arrays.equals(ids, there, there + idLength, raw, at, at + idLength)) {
        return slot;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }
}
