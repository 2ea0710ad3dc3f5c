package dev.straykey.git;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Which entries of a pack are made from which: a tree of deltas for each whole object. Entries are
 * numbered here in the order in which they lie in the pack.
 *
 * <p>Of a tree each entry is taken once, by the thread that reads the tree.
 */
final class GitDeltaTrees {
  private static final int POSITION_BITS = 28;

  private final GitObjects objects;
  private final GitPack pack;
  private final long[] keys;
  private final int[] firstChild;
  private final int[] nextSibling;
  private final byte[] rootType;

  /**
   * Reads the header of every entry.
   *
   * @param damaged told of entries that nothing can be made of
   */
  GitDeltaTrees(GitObjects objects, GitPack pack, GitPackWalk.Taker damaged) throws IOException {
    this.objects = objects;
    this.pack = pack;
    int n = pack.count();
    if (n >= 1 << POSITION_BITS || pack.size() >= 1L << (63 - POSITION_BITS)) {
      throw new GitLarge.BoundedException("has more objects than can be held");
    }
    keys = new long[n];
    firstChild = new int[n];
    nextSibling = new int[n];
    rootType = new byte[n];
    for (int i = 0; i < n; i++) {
      long offset = pack.offset(i);
      if (offset < 0 || offset >= 1L << (63 - POSITION_BITS)) {
        throw new GitPack.DamagedException("its index is damaged");
      }
      keys[i] = offset << POSITION_BITS | i;
    }
    Arrays.sort(keys);
    Arrays.fill(firstChild, -1);
    Arrays.fill(nextSibling, -1);
    link(damaged);
  }

  private void link(GitPackWalk.Taker damaged) {
    var entry = new GitPack.Entry();
    for (int i = keys.length - 1; i >= 0; i--) {
      try {
        pack.entry(offset(i), entry);
        if (!GitType.isDelta(entry.type)) {
          rootType[i] = (byte) entry.type;
        } else if (entry.base < 0 && entry.outside != null) {
          rootType[i] = outside(i);
        } else {
          int base = entry.base < 0 ? -1 : at(entry.base);
          if (base < 0 || base == i) {
            damaged.damaged(pack, position(i), "its base is not there");
          } else {
            nextSibling[i] = firstChild[base];
            firstChild[base] = i;
          }
        }
      } catch (GitPack.DamagedException e) {
        damaged.damaged(pack, position(i), String.valueOf(e.getMessage()));
      }
    }
    unreached(damaged);
  }

  /** A delta whose base lies in another pack begins a tree of its own; its type is that base's. */
  private byte outside(int i) throws GitPack.DamagedException {
    try {
      return (byte) objects.load(pack, offset(i)).type();
    } catch (GitObjects.TooLargeException e) {
      return (byte) (e.type() == 0 ? GitType.BLOB : e.type());
    } catch (GitPack.DamagedException e) {
      throw e;
    } catch (IOException e) {
      throw new GitPack.DamagedException("its base cannot be read");
    }
  }

  /** Deltas by id may be made from each other in a circle, which no whole object leads into. */
  private void unreached(GitPackWalk.Taker damaged) {
    int n = keys.length;
    var reached = new BitSet(n);
    int[] queue = new int[n];
    int size = 0;
    for (int i = 0; i < n; i++) {
      if (rootType[i] != 0) {
        reached.set(i);
        queue[size++] = i;
      }
    }
    int deltas = size;
    for (int next = 0; next < size; next++) {
      for (int c = firstChild[queue[next]]; c >= 0; c = nextSibling[c]) {
        if (!reached.get(c)) {
          reached.set(c);
          queue[size++] = c;
        }
      }
    }
    if (size == n || deltas == n) {
      return;
    }
    var linked = new BitSet(n);
    for (int i = 0; i < n; i++) {
      for (int c = firstChild[i]; c >= 0; c = nextSibling[c]) {
        linked.set(c);
      }
    }
    for (int i = linked.nextSetBit(0); i >= 0; i = linked.nextSetBit(i + 1)) {
      if (!reached.get(i)) {
        damaged.damaged(pack, position(i), "its base cannot be made");
      }
    }
  }

  /**
   * Leaves out objects and what is made from them alone, before anything is read.
   *
   * @param known whether the object at a position of the index may be left out; what others are
   *     made from is handed over all the same
   */
  void leave(IntPredicate known) {
    int n = keys.length;
    int[] parent = new int[n];
    Arrays.fill(parent, -1);
    for (int i = 0; i < n; i++) {
      for (int c = firstChild[i]; c >= 0; c = nextSibling[c]) {
        parent[c] = i;
      }
    }
    var kept = new BitSet(n);
    for (int i = 0; i < n; i++) {
      if (!known.test(position(i))) {
        for (int at = i; at >= 0 && !kept.get(at); at = parent[at]) {
          kept.set(at);
        }
      }
    }
    Arrays.fill(firstChild, -1);
    Arrays.fill(nextSibling, -1);
    for (int i = n - 1; i >= 0; i--) {
      if (!kept.get(i)) {
        rootType[i] = 0;
      } else if (parent[i] >= 0) {
        nextSibling[i] = firstChild[parent[i]];
        firstChild[parent[i]] = i;
      }
    }
  }

  int size() {
    return keys.length;
  }

  /** Returns the type of a whole object from which a tree begins; 0 for all others. */
  int rootType(int i) {
    return rootType[i];
  }

  boolean hasChild(int i) {
    return firstChild[i] >= 0;
  }

  /** Takes the next that is made from {@code i} out of its list; negative when none is left. */
  int takeChild(int i) {
    int child = firstChild[i];
    if (child >= 0) {
      firstChild[i] = nextSibling[child];
    }
    return child;
  }

  /** Returns the position in the pack's index. */
  int position(int i) {
    return (int) (keys[i] & ((1 << POSITION_BITS) - 1));
  }

  long offset(int i) {
    return keys[i] >>> POSITION_BITS;
  }

  private int at(long offset) {
    int i = Arrays.binarySearch(keys, offset << POSITION_BITS);
    i = i < 0 ? -i - 1 : i;
    return i < keys.length && offset(i) == offset ? i : -1;
  }
}
