package dev.straykey.source;

import java.util.List;

/** Which ids packs may hold, by their first 8 bytes: quick, and wrong only towards "may". */
final class GitIds {
  private final long[] slots;
  private final int mask;

  GitIds(List<GitPack> packs) {
    long count = packs.stream().mapToLong(GitPack::count).sum();
    int size = Integer.highestOneBit((int) Math.min(1 << 28, Math.max(16, count * 2))) << 1;
    slots = new long[size];
    mask = size - 1;
    for (GitPack pack : packs) {
      for (int i = 0; i < pack.count(); i++) {
        add(pack.idPrefix(i));
      }
    }
  }

  private void add(long prefix) {
    long value = prefix == 0 ? 1 : prefix;
    int at = (int) (value >>> 16) & mask;
    while (slots[at] != 0) {
      if (slots[at] == value) {
        return;
      }
      at = (at + 1) & mask;
    }
    slots[at] = value;
  }

  boolean mayHold(byte[] raw, int from) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (raw[from + i] & 0xff);
    }
    value = value == 0 ? 1 : value;
    int at = (int) (value >>> 16) & mask;
    while (slots[at] != 0) {
      if (slots[at] == value) {
        return true;
      }
      at = (at + 1) & mask;
    }
    return false;
  }
}
