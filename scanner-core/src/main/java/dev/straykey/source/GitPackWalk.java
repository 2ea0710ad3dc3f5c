package dev.straykey.source;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a pack from each whole object down to the deltas made from it, so that every object
 * is unpacked once.
 */
final class GitPackWalk {
  private static final int POSITION_BITS = 28;
  private static final long HELD =
      Math.max(8L << 20, Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 6));

  private final GitObjects objects;
  private final GitPack pack;
  private final Taker taker;
  private final long[] keys;
  private final int[] firstChild;
  private final int[] nextSibling;
  private final GitPack.Entry entry = new GitPack.Entry();

  private int depth;
  private int[] open = new int[64];
  private byte[] @Nullable [] data = new byte[64][];
  private long held;

  /** Takes the objects of a pack. */
  interface Taker {
    /**
     * Takes one that is in memory.
     *
     * @param position of the object in the pack's index
     */
    void object(GitPack pack, int position, int type, byte[] bytes) throws IOException;

    /**
     * Takes one that does not fit into memory.
     *
     * @param type 0 when it is not known
     */
    void large(GitPack pack, int position, long offset, int type) throws IOException;

    void damaged(GitPack pack, int position, String detail);
  }

  GitPackWalk(GitObjects objects, GitPack pack, Taker taker) throws IOException {
    this.objects = objects;
    this.pack = pack;
    this.taker = taker;
    int n = pack.count();
    if (n >= 1 << POSITION_BITS || pack.size() >= 1L << (63 - POSITION_BITS)) {
      throw new GitLarge.BoundedException("has more objects than can be held");
    }
    keys = new long[n];
    firstChild = new int[n];
    nextSibling = new int[n];
    for (int i = 0; i < n; i++) {
      long offset = pack.offset(i);
      if (offset < 0 || offset >= 1L << (63 - POSITION_BITS)) {
        throw new GitPack.DamagedException("its index is damaged");
      }
      keys[i] = offset << POSITION_BITS | i;
    }
    Arrays.sort(keys);
  }

  private int position(int i) {
    return (int) (keys[i] & ((1 << POSITION_BITS) - 1));
  }

  private long offset(int i) {
    return keys[i] >>> POSITION_BITS;
  }

  private int at(long offset) {
    int i = Arrays.binarySearch(keys, offset << POSITION_BITS);
    i = i < 0 ? -i - 1 : i;
    return i < keys.length && offset(i) == offset ? i : -1;
  }

  void run() throws IOException {
    int n = keys.length;
    Arrays.fill(firstChild, -1);
    Arrays.fill(nextSibling, -1);
    byte[] root = new byte[n];
    for (int i = n - 1; i >= 0; i--) {
      try {
        pack.entry(offset(i), entry);
        root[i] = (byte) entry.type;
        if (entry.type == GitPack.OFS_DELTA || entry.type == GitPack.REF_DELTA) {
          root[i] = 0;
          int base = entry.base < 0 ? -1 : at(entry.base);
          if (base < 0 || base == i) {
            taker.damaged(pack, position(i), "its base is not there");
          } else {
            nextSibling[i] = firstChild[base];
            firstChild[base] = i;
          }
        }
      } catch (GitPack.DamagedException e) {
        taker.damaged(pack, position(i), String.valueOf(e.getMessage()));
      }
    }
    for (int i = 0; i < n; i++) {
      if (root[i] != 0) {
        tree(i, root[i]);
      }
    }
  }

  /** Everything that is made from one whole object. */
  private void tree(int rootIndex, int type) throws IOException {
    enter(rootIndex, whole(rootIndex, type), type);
    while (depth > 0) {
      int top = depth - 1;
      int child = firstChild[open[top]];
      if (child < 0) {
        leave();
        continue;
      }
      // What has been gone into is taken out of its parent's list.
      firstChild[open[top]] = nextSibling[child];
      enter(child, made(child, top, type), type);
    }
  }

  private byte @Nullable [] whole(int i, int type) throws IOException {
    try {
      pack.entry(offset(i), entry);
      if (entry.size > GitObjects.IN_MEMORY) {
        taker.large(pack, position(i), offset(i), type);
        return null;
      }
      return pack.inflate(entry.data, entry.size);
    } catch (GitPack.DamagedException e) {
      taker.damaged(pack, position(i), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private byte @Nullable [] made(int i, int parent, int type) throws IOException {
    try {
      byte[] base = data[parent];
      if (base == null) {
        // Too large, damaged, or let go to save memory: the slow way knows which.
        return objects.load(pack, offset(i)).bytes();
      }
      pack.entry(offset(i), entry);
      return GitObjects.apply(pack, entry, new GitObjects.Loaded(type, base));
    } catch (GitObjects.TooLargeException e) {
      taker.large(pack, position(i), offset(i), type);
    } catch (GitPack.DamagedException e) {
      taker.damaged(pack, position(i), String.valueOf(e.getMessage()));
    }
    return null;
  }

  private void enter(int i, byte @Nullable [] bytes, int type) throws IOException {
    if (bytes != null) {
      taker.object(pack, position(i), type, bytes);
    }
    if (firstChild[i] < 0) {
      return;
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
      data = Arrays.copyOf(data, depth * 2);
    }
    open[depth] = i;
    data[depth] = bytes;
    held += bytes == null ? 0 : bytes.length;
    depth++;
    for (int lowest = 0; held > HELD && lowest < depth - 1; lowest++) {
      release(lowest);
    }
  }

  private void leave() {
    depth--;
    release(depth);
  }

  private void release(int at) {
    byte[] bytes = data[at];
    if (bytes != null) {
      held -= bytes.length;
      data[at] = null;
    }
  }
}
