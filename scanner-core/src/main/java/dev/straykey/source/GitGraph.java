package dev.straykey.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commits and trees of a repository as numbers: which trees lead to which, and to which of the
 * blobs that are asked for. Made in one pass over the packs, so that where a few blobs stand is
 * known without comparing any two commits' files.
 *
 * <p>What trees name and what is not there gets a number too, behind all others.
 *
 * <p>Takes from several threads while it is made.
 */
final class GitGraph {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int CACHED = 1 << 15;
  private static final int MOST_MISSING = 100_000;
  private static final int[] NONE = {};

  private final GitObjects objects;
  private final BitSet wanted = new BitSet();
  private final Map<Integer, Commit> commits = new HashMap<>();
  private final TreeMap<GitId, Integer> missing = new TreeMap<>();
  private final Interned lists = new Interned();
  private final long budget = Runtime.getRuntime().maxMemory() / 5 * 2;
  private final int[] @Nullable [] edges;
  private volatile boolean full;

  /** A commit as numbers. */
  static final class Commit {
    private final int number;
    private final int tree;
    private final int[] parents;
    private final List<GitId> absent;
    private final long committed;

    Commit(int number, int tree, int[] parents, List<GitId> absent, long committed) {
      this.number = number;
      this.tree = tree;
      this.parents = parents;
      this.absent = List.copyOf(absent);
      this.committed = committed;
    }

    int number() {
      return number;
    }

    /** Returns its tree; -1 when it is not there. */
    int tree() {
      return tree;
    }

    /** Returns the parents that are there; not to be changed. */
    int[] parents() {
      return parents;
    }

    /** Returns what it names and what is not there. */
    List<GitId> absent() {
      return absent;
    }

    /** Returns when it was made, in seconds since 1970. */
    long committed() {
      return committed;
    }
  }

  GitGraph(GitObjects objects) {
    this.objects = objects;
    this.edges = new int[objects.count()][];
  }

  /** Asks for a blob; before trees are read. */
  void want(GitId blob) {
    int number = objects.number(blob.raw(), 0);
    if (number >= 0) {
      wanted.set(number);
    }
  }

  boolean isWanted(int number) {
    return wanted.get(number);
  }

  boolean wantsAny() {
    return !wanted.isEmpty();
  }

  /** Returns whether it outgrew memory: then it knows commits and what may be missing only. */
  boolean isFull() {
    return full;
  }

  Map<Integer, Commit> commits() {
    return commits;
  }

  /** Returns what trees name and what is not there, with its number. */
  Map<GitId, Integer> missing() {
    return missing;
  }

  boolean isMissing(int number) {
    return number >= edges.length;
  }

  /**
   * Returns what a tree leads to, as name and number by turns: trees, blobs that are wanted, and
   * what is missing. Null when it was not read.
   */
  int @Nullable [] edges(int tree) {
    return tree < edges.length ? edges[tree] : null;
  }

  /** Puts what is left when the rest was found to lead nowhere. */
  void edges(int tree, int[] left) {
    edges[tree] = left;
  }

  /** Takes a commit; returns whether it names a tree, and nothing that is no id. */
  boolean commit(int number, byte[] raw, int length) {
    GitCommit commit = GitCommit.parse(raw, length);
    var absent = new ArrayList<GitId>();
    int tree = -1;
    GitId treeId = commit.tree();
    if (treeId != null && treeId.length() == objects.idLength()) {
      tree = objects.number(treeId.raw(), 0);
      if (tree < 0) {
        absent.add(treeId);
      }
    }
    int[] parents = new int[commit.parents().size()];
    int n = 0;
    for (GitId parent : commit.parents()) {
      int at = parent.length() == objects.idLength() ? objects.number(parent.raw(), 0) : -1;
      if (at >= 0) {
        parents[n++] = at;
      } else {
        absent.add(parent);
      }
    }
    var made = new Commit(number, tree, Arrays.copyOf(parents, n), absent, commit.committed());
    synchronized (commits) {
      commits.put(number, made);
    }
    return treeId != null && commit.whole();
  }

  /** Returns what takes trees on one thread. */
  Reader reader() {
    return new Reader();
  }

  /**
   * Takes trees on one thread; remembers where the last ids were, for trees resemble each other.
   */
  final class Reader {
    private final long[] cachedIds = new long[CACHED];
    private final int[] cachedNumbers = new int[CACHED];
    private int[] found = new int[64];
    private int size;

    /** Takes a tree; returns whether it was whole. */
    boolean tree(int number, byte[] bytes, int length) {
      size = 0;
      int idLength = objects.idLength();
      var entries = new GitTreeEntries(bytes, length, idLength);
      while (entries.next()) {
        if (entries.isSubmodule()) {
          continue;
        }
        int child = number(bytes, entries.idAt());
        if (child < 0) {
          child = absent(entries.id());
        }
        if (child >= 0 && (entries.isTree() || child >= edges.length || wanted.get(child))) {
          if (size + 2 > found.length) {
            found = Arrays.copyOf(found, size * 2);
          }
          found[size++] = entries.nameHash();
          found[size++] = child;
        }
      }
      if (!full) {
        edges[number] = size == 0 ? NONE : lists.list(found, size);
        if (lists.bytes > budget) {
          full = true;
        }
      }
      return entries.whole();
    }

    private int number(byte[] bytes, int at) {
      long prefix = (long) LONG.get(bytes, at);
      int slot = (int) (prefix >>> 20) & (CACHED - 1);
      if (cachedIds[slot] == prefix && cachedNumbers[slot] != 0) {
        // Eight equal bytes of two objects are no chance; a made-up pair misleads a place only.
        return cachedNumbers[slot] - 1;
      }
      int number = objects.number(bytes, at);
      if (number >= 0) {
        cachedIds[slot] = prefix;
        cachedNumbers[slot] = number + 1;
      }
      return number;
    }
  }

  private int absent(GitId id) {
    synchronized (missing) {
      Integer known = missing.get(id);
      if (known != null) {
        return known;
      }
      if (missing.size() >= MOST_MISSING) {
        return -1;
      }
      int number = edges.length + missing.size();
      missing.put(id, number);
      return number;
    }
  }

  /** Equal lists are one: a folder whose files change leads to the same folders. */
  private static final class Interned {
    private int[] @Nullable [] slots = new int[1 << 12][];
    private int size;
    private volatile long bytes;

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
}
