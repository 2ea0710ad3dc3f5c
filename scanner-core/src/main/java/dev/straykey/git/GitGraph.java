package dev.straykey.git;

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
 * <p>What trees name and what is not there gets a number too, behind all others; so does a name in
 * which a key stands, and every tree that has the name leads to it.
 *
 * <p>Takes from several threads while it is made.
 */
public final class GitGraph {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int CACHED = 1 << 15;
  private static final int MOST_MISSING = 100_000;
  private static final int[] NONE = {};

  /** What is added to the hash of a name where it is the name itself that is led to. */
  private static final int NAMED = 0x3c6ef372;

  private final GitObjects objects;
  private final BitSet wanted = new BitSet();
  private final List<GitGraphCommit> commits = new ArrayList<>();
  private final @Nullable GitGraphCommit[] byNumber;
  private final TreeMap<GitId, Integer> missing = new TreeMap<>();

  /** By number; guarded by {@link #missing}. */
  private final Map<Integer, String> names = new HashMap<>();

  private GitLists lists = new GitLists();
  private final long budget = Runtime.getRuntime().maxMemory() / 5 * 2;

  /** By tree: where its list begins in {@link #lists}, and one more; 0 where it was not read. */
  private int[] listed;

  /** By tree: what it leads to, where that was settled. */
  private final int[] @Nullable [] edges;

  private volatile boolean full;
  private GitShapes.@Nullable Known known;
  private @Nullable GitShapes shapes;

  public GitGraph(GitObjects objects) {
    this.objects = objects;
    this.edges = new int[objects.count()][];
    this.listed = new int[objects.count()];
    this.byNumber = new GitGraphCommit[objects.count()];
  }

  /** Asks for a blob; before trees are read. */
  public void want(GitId blob) {
    int number = objects.number(blob);
    if (number >= 0) {
      wanted.set(number);
    }
  }

  boolean isWanted(int number) {
    return wanted.get(number);
  }

  /** Returns the numbers of the blobs that are asked for. */
  public BitSet wanted() {
    return wanted;
  }

  public boolean wantsAny() {
    return !wanted.isEmpty() || !names.isEmpty();
  }

  /** Returns whether it outgrew memory: then it knows commits and what may be missing only. */
  public boolean isFull() {
    return full;
  }

  public List<GitGraphCommit> commits() {
    return commits;
  }

  /** Returns the commit with a number; null when it is none. */
  public @Nullable GitGraphCommit commit(int number) {
    return number < byNumber.length ? byNumber[number] : null;
  }

  /** Returns what trees name and what is not there, with its number. */
  public Map<GitId, Integer> missing() {
    return missing;
  }

  /** Returns whether more is missing than is noted. */
  public boolean isTooMuchMissing() {
    return missing.size() >= MOST_MISSING;
  }

  /** Returns whether a number stands for no object: what is missing, or a name. */
  boolean isNoObject(int number) {
    return number >= edges.length;
  }

  /** Returns a number that stands for a name, wherever it stands. */
  public int named(String name) {
    synchronized (missing) {
      int number = edges.length + missing.size() + names.size();
      names.put(number, name);
      return number;
    }
  }

  /** Returns the name that a number stands for; null when it stands for none. */
  @Nullable String name(int number) {
    return isNoObject(number) ? names.get(number) : null;
  }

  /**
   * Returns what a tree leads to, as name and number by turns: trees, blobs that are wanted, and
   * what is missing. Null when it was not read. Made anew until the graph was settled.
   */
  public int @Nullable [] edges(int tree) {
    if (tree >= edges.length) {
      return null;
    }
    return edges[tree] == null && hasListed(tree) ? lists.list(listed[tree] - 1) : edges[tree];
  }

  /** Returns whether it is known what a tree leads to. */
  boolean hasEdges(int tree) {
    return tree < edges.length && (edges[tree] != null || hasListed(tree));
  }

  private boolean hasListed(int tree) {
    return tree < listed.length && listed[tree] != 0;
  }

  /**
   * Returns the trees of which it is known what they lead to, in the order in which that was put:
   * so lists are made from those that were made just before.
   */
  int[] inOrder() {
    long[] keys = new long[edges.length];
    int n = 0;
    for (int tree = 0; tree < edges.length; tree++) {
      if (hasEdges(tree)) {
        keys[n++] = (long) listed[tree] << 32 | tree;
      }
    }
    Arrays.sort(keys, 0, n);
    return Arrays.stream(keys, 0, n).mapToInt(key -> (int) key).toArray();
  }

  /** Forgets what trees lead to, all but what was put. */
  void settled() {
    lists = new GitLists();
    listed = NONE;
  }

  /** Puts what is left when the rest was found to lead nowhere. */
  public void edges(int tree, int @Nullable [] left) {
    edges[tree] = left;
  }

  /** Takes what an earlier run knew; before trees are read. */
  public void know(GitShapes.Known earlier) {
    known = earlier;
  }

  /** Returns which trees lead to the same; after all trees were read, which are let go. */
  public GitShapes shapes() {
    GitShapes made = shapes;
    if (made == null) {
      made = new GitShapes(objects, this, known);
      shapes = made;
    }
    return made;
  }

  /** Takes a commit; returns whether it names a tree, and nothing that is no id. */
  public boolean commit(int number, byte[] raw, int length) {
    GitCommit commit = GitCommit.parse(raw, length);
    GitId tree = commit.tree();
    int there = tree == null ? -1 : objects.number(tree);
    boolean lacks = tree != null && there < 0 && tree.length() == objects.idLength();
    put(
        GitGraphCommit.of(
            objects, number, there, lacks ? tree : null, commit.parents(), commit.committed()));
    return tree != null && commit.whole();
  }

  /** Adds a commit, unless it is there. */
  public void put(GitGraphCommit commit) {
    synchronized (commits) {
      if (byNumber[commit.number()] == null) {
        byNumber[commit.number()] = commit;
        commits.add(commit);
      }
    }
  }

  /** Looks at the names in trees. */
  public interface Names {
    /**
     * Looks at a name.
     *
     * @param tree number of the tree in which it stands
     * @return the number by which the graph knows it; negative when there is nothing to know
     */
    int look(byte[] bytes, int from, int to, int tree);
  }

  /**
   * Returns what takes trees on one thread.
   *
   * @param looking looks at the names in them; null when nobody does
   */
  public Reader reader(@Nullable Names looking) {
    return new Reader(looking);
  }

  /**
   * Takes trees on one thread; remembers where the last ids were, for trees resemble each other.
   */
  public final class Reader {
    private final @Nullable Names looking;
    private final long[] cachedIds = new long[CACHED];
    private final int[] cachedNumbers = new int[CACHED];
    private final GitLists.Writer writer = lists.new Writer();
    private int[] found = new int[64];
    private int size;

    private Reader(@Nullable Names looking) {
      this.looking = looking;
    }

    /** Takes a tree; returns whether it was whole. */
    public boolean tree(int number, byte[] bytes, int length) {
      size = 0;
      int idLength = objects.idLength();
      var entries = new GitTreeEntries(bytes, length, idLength);
      while (entries.next()) {
        if (looking != null) {
          int named = looking.look(bytes, entries.nameFrom(), entries.nameTo(), number);
          if (named >= 0) {
            add(entries.nameHash() + NAMED, named); // beside what has the name
          }
        }
        if (entries.isSubmodule()) {
          continue;
        }
        int child = number(bytes, entries.idAt());
        if (child < 0) {
          child = absent(entries.id());
        } else if (known != null && entries.isTree() && !wanted.get(child) && known.isOld(child)) {
          child = known.shape(bytes, entries.idAt());
        }
        if (child >= 0 && (entries.isTree() || child >= edges.length || wanted.get(child))) {
          add(entries.nameHash(), child);
        }
      }
      if (!full && edges[number] == null) { // else an earlier run knew what it leads to
        int at = writer.put(found, size);
        listed[number] = at + 1;
        if (at < 0 || at > budget) {
          full = true;
        }
      }
      return entries.whole();
    }

    private void add(int hash, int child) {
      if (size + 2 > found.length) {
        found = Arrays.copyOf(found, size * 2);
      }
      found[size++] = hash;
      found[size++] = child;
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

  /** Returns the number of what is not there; negative when too much is not. */
  public int absent(GitId id) {
    synchronized (missing) {
      Integer known = missing.get(id);
      if (known != null) {
        return known;
      }
      if (missing.size() >= MOST_MISSING) {
        return -1;
      }
      int number = edges.length + missing.size() + names.size();
      missing.put(id, number);
      return number;
    }
  }
}
