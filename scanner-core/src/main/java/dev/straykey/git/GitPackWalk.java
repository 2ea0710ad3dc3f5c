package dev.straykey.git;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a pack from each whole object down to the deltas made from it, so that every object
 * is unpacked once. What is made from different whole objects is read by several threads.
 */
public final class GitPackWalk {
  private static final int ROOTS_AT_ONCE = 16;
  private static final long HELD =
      Math.max(8L << 20, Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 10));

  private final GitObjects objects;
  private final GitPack pack;
  private final GitDeltaTrees trees;

  /** What is read in one go. */
  public enum Kind {
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
  public interface Taker {
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
  public GitPackWalk(GitObjects objects, GitPack pack, Taker damaged) throws IOException {
    this.objects = objects;
    this.pack = pack;
    this.trees = new GitDeltaTrees(objects, pack, damaged);
  }

  /**
   * Leaves out objects and what is made from them alone, before anything is read.
   *
   * @param known whether the object at a position of the index may be left out; what others are
   *     made from is handed over all the same
   */
  public void leave(IntPredicate known) {
    trees.leave(known);
  }

  /**
   * Reads the objects of one kind; each may be read once.
   *
   * @param takers one for each thread
   */
  public void run(Kind kind, List<? extends Taker> takers) throws IOException {
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
      int n = trees.size();
      while (true) {
        int from = next.getAndAdd(ROOTS_AT_ONCE);
        if (from >= n || from < 0) {
          return;
        }
        for (int i = from; i < Math.min(n, from + ROOTS_AT_ONCE); i++) {
          int type = trees.rootType(i);
          if (type != 0 && kind.has(type)) {
            tree(i, type);
          }
        }
      }
    }

    /** Everything that is made from one whole object. */
    private void tree(int root, int type) throws IOException {
      enterRoot(root, type);
      while (depth > 0) {
        int top = depth - 1;
        int child = trees.takeChild(open[top]);
        if (child < 0) {
          leave();
          continue;
        }
        enterDelta(child, top, type);
      }
    }

    private void enterRoot(int i, int type) throws IOException {
      byte[] bytes = null;
      int length = 0;
      try {
        pack.entry(trees.offset(i), entry);
        if (GitType.isDelta(entry.type)) {
          bytes = objects.load(pack, trees.offset(i)).bytes();
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
        taker.large(pack, trees.position(i), trees.offset(i), type);
      } catch (GitPack.DamagedException e) {
        bytes = null;
        taker.damaged(pack, trees.position(i), String.valueOf(e.getMessage()));
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
          bytes = objects.load(pack, trees.offset(i)).bytes();
          length = bytes.length;
        } else {
          pack.entry(trees.offset(i), entry);
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
        taker.large(pack, trees.position(i), trees.offset(i), type);
      } catch (GitPack.DamagedException e) {
        bytes = null;
        taker.damaged(pack, trees.position(i), String.valueOf(e.getMessage()));
      }
      enter(i, bytes, length, type, changed);
    }

    /** What others are made from is kept; the rest shares one array. */
    private byte[] room(int i, int length) {
      if (trees.hasChild(i)) {
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
          bytes == null
              ? null
              : taker.object(pack, trees.position(i), type, bytes, length, changed);
      if (!trees.hasChild(i)) {
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
