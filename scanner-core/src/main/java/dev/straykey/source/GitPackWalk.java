package dev.straykey.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a pack from each whole object down to the deltas made from it, so that every object
 * is unpacked once. What is made from different whole objects is read by several threads.
 */
final class GitPackWalk {
  private static final int POSITION_BITS = 28;
  private static final int ROOTS_AT_ONCE = 16;
  private static final long HELD =
      Math.max(8L << 20, Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 10));

  private final GitObjects objects;
  private final GitPack pack;
  private final long[] keys;
  private final int[] firstChild;
  private final int[] nextSibling;
  private final byte[] rootType;

  /** What is read in one go. */
  enum Kind {
    TREES,
    COMMITS,
    /** All but trees. */
    TEXTS;

    boolean has(int type) {
      return switch (this) {
        case TREES -> type == GitType.TREE;
        case COMMITS -> type == GitType.COMMIT;
        case TEXTS -> type != GitType.TREE;
      };
    }
  }

  /** Takes the objects of a pack, on one thread. */
  interface Taker {
    /**
     * Takes one that is in memory; its bytes are gone afterwards.
     *
     * @param position of the object in the pack's index
     * @param length how many of {@code bytes} count
     * @param changed where it differs from one that was taken; null when that is not known
     * @return where what is made of it must be looked at, besides where that differs: begin and end
     *     by turns; null for all of it
     */
    int @Nullable [] object(
        GitPack pack, int position, int type, byte[] bytes, int length, @Nullable GitRanges changed)
        throws IOException;

    /**
     * Takes one that does not fit into memory.
     *
     * @param type 0 when it is not known
     */
    void large(GitPack pack, int position, long offset, int type) throws IOException;

    void damaged(GitPack pack, int position, String detail);
  }

  /**
   * Reads the header of every entry.
   *
   * @param damaged told of entries that nothing can be made of
   */
  GitPackWalk(GitObjects objects, GitPack pack, Taker damaged) throws IOException {
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

  private void link(Taker damaged) {
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
  private void unreached(Taker damaged) {
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

  /**
   * Reads the objects of one kind; each may be read once.
   *
   * @param takers one for each thread
   */
  void run(Kind kind, List<? extends Taker> takers) throws IOException {
    var next = new AtomicInteger();
    GitThreads.run(
        takers.stream()
            .<GitThreads.Task>map(
                taker ->
                    () -> {
                      try (var reading = new Reading(taker)) {
                        reading.read(kind, next);
                      }
                    })
            .toList());
  }

  /** One thread's way through the pack. */
  private final class Reading implements AutoCloseable {
    private final Taker taker;
    private final GitPack.Decoder decoder = new GitPack.Decoder();
    private final GitPack.Entry entry = new GitPack.Entry();
    private final GitRanges ranges = new GitRanges();

    private int depth;
    private int[] open = new int[64];
    private byte[] @Nullable [] data = new byte[64][];
    private int[] @Nullable [] spots = new int[64][];
    private long held;
    private int lowestHeld;
    private byte[] leaf = new byte[1 << 16];

    Reading(Taker taker) {
      this.taker = taker;
    }

    @Override
    public void close() {
      decoder.close();
    }

    void read(Kind kind, AtomicInteger next) throws IOException {
      int n = keys.length;
      while (true) {
        int from = next.getAndAdd(ROOTS_AT_ONCE);
        if (from >= n || from < 0) {
          return;
        }
        for (int i = from; i < Math.min(n, from + ROOTS_AT_ONCE); i++) {
          if (rootType[i] != 0 && kind.has(rootType[i])) {
            tree(i, rootType[i]);
          }
        }
      }
    }

    /** Everything that is made from one whole object. */
    private void tree(int root, int type) throws IOException {
      enterRoot(root, type);
      while (depth > 0) {
        int top = depth - 1;
        int child = firstChild[open[top]];
        if (child < 0) {
          leave();
          continue;
        }
        // What has been gone into is taken out of its parent's list.
        firstChild[open[top]] = nextSibling[child];
        enterDelta(child, top, type);
      }
    }

    private void enterRoot(int i, int type) throws IOException {
      byte[] bytes = null;
      int length = 0;
      try {
        pack.entry(offset(i), entry);
        if (GitType.isDelta(entry.type)) {
          bytes = objects.load(pack, offset(i)).bytes();
          length = bytes.length;
        } else if (entry.size > GitObjects.IN_MEMORY) {
          throw new GitObjects.TooLargeException(type);
        } else {
          pack.check(entry.data, entry.size);
          length = (int) entry.size;
          bytes = room(i, length);
          pack.inflate(decoder, entry.data, length, bytes);
        }
      } catch (GitObjects.TooLargeException e) {
        bytes = null;
        taker.large(pack, position(i), offset(i), type);
      } catch (GitPack.DamagedException e) {
        bytes = null;
        taker.damaged(pack, position(i), String.valueOf(e.getMessage()));
      }
      enter(i, bytes, length, type, null);
    }

    private void enterDelta(int i, int parent, int type) throws IOException {
      byte[] bytes = null;
      int length = 0;
      GitRanges changed = null;
      try {
        byte[] base = data[parent];
        if (base == null) {
          // Too large, damaged, or let go to save memory: the slow way knows which.
          bytes = objects.load(pack, offset(i)).bytes();
          length = bytes.length;
        } else {
          pack.entry(offset(i), entry);
          if (entry.size > GitObjects.IN_MEMORY) {
            throw new GitObjects.TooLargeException(type);
          }
          pack.check(entry.data, entry.size);
          byte[] raw = decoder.delta(entry.size);
          pack.inflate(decoder, entry.data, entry.size, raw);
          var delta = new GitDelta(raw, (int) entry.size);
          if (delta.resultSize() > GitObjects.IN_MEMORY) {
            throw new GitObjects.TooLargeException(type);
          }
          length = (int) delta.resultSize();
          bytes = room(i, length);
          int[] looked = spots[parent];
          if (looked != null) {
            ranges.begin(looked);
            changed = ranges;
          }
          delta.apply(base, base.length, bytes, changed);
          if (changed != null && changed.isTooMany()) {
            changed = null;
          }
        }
      } catch (GitObjects.TooLargeException e) {
        bytes = null;
        taker.large(pack, position(i), offset(i), type);
      } catch (GitPack.DamagedException e) {
        bytes = null;
        taker.damaged(pack, position(i), String.valueOf(e.getMessage()));
      }
      enter(i, bytes, length, type, changed);
    }

    /** What others are made from is kept; the rest shares one array. */
    private byte[] room(int i, int length) {
      if (firstChild[i] >= 0) {
        return new byte[length];
      }
      if (length > leaf.length) {
        leaf = new byte[Math.min(GitObjects.IN_MEMORY, Math.max(length, 2 * leaf.length))];
      }
      return leaf;
    }

    private void enter(
        int i, byte @Nullable [] bytes, int length, int type, @Nullable GitRanges changed)
        throws IOException {
      int[] looked =
          bytes == null ? null : taker.object(pack, position(i), type, bytes, length, changed);
      if (firstChild[i] < 0) {
        return;
      }
      if (depth == open.length) {
        open = Arrays.copyOf(open, depth * 2);
        data = Arrays.copyOf(data, depth * 2);
        spots = Arrays.copyOf(spots, depth * 2);
      }
      open[depth] = i;
      data[depth] = bytes;
      spots[depth] = looked;
      held += bytes == null ? 0 : bytes.length;
      depth++;
      for (; held > HELD && lowestHeld < depth - 1; lowestHeld++) {
        release(lowestHeld);
      }
    }

    private void leave() {
      depth--;
      release(depth);
      lowestHeld = Math.min(lowestHeld, depth);
    }

    private void release(int at) {
      byte[] bytes = data[at];
      if (bytes != null) {
        held -= bytes.length;
        data[at] = null;
      }
    }
  }
}
