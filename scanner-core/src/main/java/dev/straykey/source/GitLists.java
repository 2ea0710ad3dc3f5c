package dev.straykey.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Equal lists are one: a folder whose files change leads to the same folders. */
final class GitLists {
  private int[] @Nullable [] slots = new int[1 << 12][];
  private int size;
  private volatile long bytes;

  /** Returns how much memory they take. */
  long bytes() {
    return bytes;
  }

  synchronized int[] list(int[] values, int length) {
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + values[i];
    }
    int at = spread(hash) & (slots.length - 1);
    while (true) {
      int[] there = slots[at];
      if (there == null) {
        break;
      }
      if (Arrays.equals(there, 0, there.length, values, 0, length)) {
        return there;
      }
      at = (at + 1) & (slots.length - 1);
    }
    int[] made = Arrays.copyOf(values, length);
    slots[at] = made;
    size++;
    bytes += 24L + 4L * length;
    if (size * 2 > slots.length) {
      grow();
    }
    return made;
  }

  private void grow() {
    int[] @Nullable [] old = slots;
    slots = new int[old.length * 2][];
    for (int[] list : old) {
      if (list != null) {
        int at = spread(Arrays.hashCode(list)) & (slots.length - 1);
        while (slots[at] != null) {
          at = (at + 1) & (slots.length - 1);
        }
        slots[at] = list;
      }
    }
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
