package dev.straykey.git;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares trees of a {@link GitGraph}, of which only what leads to something asked for is left.
 */
public final class GitGraphWalk {
  private static final int MAX_DEPTH = 2000;
  private static final long MOST_STEPS = 20_000_000;

  /** What making a path counts as. */
  private static final int TAKING = 10;

  private static final int NONE = -1;

  private final GitObjects objects;
  private final GitGraph graph;
  private final Map<Long, String> names = new HashMap<>();
  private int[] trees = new int[16];
  private int[] hashes = new int[16];
  private int depth;
  private long steps;
  private boolean tooDeep;

  /** Takes a blob that stands at a path. */
  public interface Taker {
    void blob(int number, String path) throws IOException;
  }

  /** Takes a blob that stands at a path in some of several trees. */
  public interface HeadTaker {
    void blob(int number, String path, int[] heads) throws IOException;
  }

  /**
   * Walks a graph.
   *
   * @param graph that was settled: of its trees only what leads to something is left
   */
  public GitGraphWalk(GitObjects objects, GitGraph graph) {
    this.objects = objects;
    this.graph = graph;
  }

  /** Returns whether there was so much to compare that the rest was left. */
  public boolean isBounded() {
    return steps >= MOST_STEPS || tooDeep;
  }

  private boolean isTarget(int child) {
    return graph.isNoObject(child) || graph.isWanted(child);
  }

  /** Adds what is missing below trees. */
  public void missing(int tree, BitSet seen, Set<Integer> into) {
    int[] stack = {tree};
    int size = tree < 0 ? 0 : 1;
    while (size > 0) {
      int at = stack[--size];
      if (graph.isNoObject(at)) {
        into.add(at);
        continue;
      }
      int[] edges = seen.get(at) ? null : graph.edges(at);
      seen.set(at);
      for (int i = 1; edges != null && i < edges.length; i += 2) {
        if (size == stack.length) {
          stack = Arrays.copyOf(stack, size * 2);
        }
        stack[size++] = edges[i];
      }
    }
  }

  /** Takes every blob below a tree. */
  public void all(int tree, Taker taker) throws IOException {
    added(tree, new int[0], taker);
  }

  /**
   * Takes every blob below several trees; what they share is gone through once.
   *
   * @param heads by tree, what is said of each blob below it
   */
  public void all(Map<Integer, int[]> heads, HeadTaker taker) throws IOException {
    tooDeep |= depth >= MAX_DEPTH;
    if (depth >= MAX_DEPTH) {
      return;
    }
    var byName = new TreeMap<Integer, Map<Integer, Shared>>();
    for (Map.Entry<Integer, int[]> tree : heads.entrySet()) {
      int[] edges = tree.getKey() < 0 ? null : graph.edges(tree.getKey());
      for (int i = 0; edges != null && i < edges.length && steps < MOST_STEPS; i += 2) {
        steps++;
        byName
            .computeIfAbsent(edges[i], name -> new TreeMap<>())
            .computeIfAbsent(edges[i + 1], child -> new Shared(tree.getKey()))
            .add(tree.getValue());
      }
    }
    for (Map.Entry<Integer, Map<Integer, Shared>> name : byName.entrySet()) {
      all(name.getKey(), name.getValue(), taker);
    }
  }

  /** Takes what stands under one name. */
  private void all(int name, Map<Integer, Shared> children, HeadTaker taker) throws IOException {
    var folders = new TreeMap<Integer, int[]>();
    int folder = NONE; // any, for they have the name in common
    int holder = NONE;
    for (Map.Entry<Integer, Shared> child : children.entrySet()) {
      int[] heads = child.getValue().heads();
      enter(child.getValue().holder, name, child.getKey());
      if (isTarget(child.getKey())) {
        take(child.getKey(), (blob, path) -> taker.blob(blob, path, heads));
      } else {
        folders.put(child.getKey(), heads);
        folder = child.getKey();
        holder = child.getValue().holder;
      }
      depth--;
    }
    if (!folders.isEmpty()) {
      enter(holder, name, folder);
      all(folders, taker);
      depth--;
    }
  }

  /** What some of several trees have under a name. */
  private static final class Shared {
    private final int holder;
    private int[] heads = {};
    private int size;

    /**
     * @param holder a tree that has it
     */
    Shared(int holder) {
      this.holder = holder;
    }

    void add(int[] more) {
      if (size + more.length > heads.length) {
        heads = Arrays.copyOf(heads, Math.max(size + more.length, 2 * size));
      }
      System.arraycopy(more, 0, heads, size, more.length);
      size += more.length;
    }

    int[] heads() {
      return size == heads.length ? heads : Arrays.copyOf(heads, size);
    }
  }

  /** Takes what is below a tree and, at its path, in none of the others. */
  public void added(int tree, int[] others, Taker taker) throws IOException {
    int[] edges = tree < 0 || depth >= MAX_DEPTH ? null : graph.edges(tree);
    tooDeep |= depth >= MAX_DEPTH;
    if (edges == null) {
      return;
    }
    int[] below = new int[others.length];
    for (int i = 0; i < edges.length && steps < MOST_STEPS; i += 2) {
      steps++;
      int child = edges[i + 1];
      boolean old = false;
      for (int p = 0; p < others.length; p++) {
        below[p] = child(others[p], edges[i]);
        old |= below[p] == child;
      }
      if (old) {
        continue;
      }
      enter(tree, edges[i], child);
      if (isTarget(child)) {
        take(child, taker);
      } else {
        added(child, below, taker);
      }
      depth--;
    }
  }

  /** Takes what is below a tree and below all of {@code alsoIn}, and no longer in {@code now}. */
  public void removed(int tree, int now, int[] alsoIn, Taker taker) throws IOException {
    int[] edges = tree < 0 || tree == now || depth >= MAX_DEPTH ? null : graph.edges(tree);
    if (edges == null) {
      return;
    }
    int[] below = new int[alsoIn.length];
    for (int i = 0; i < edges.length && steps < MOST_STEPS; i += 2) {
      steps++;
      int child = edges[i + 1];
      int still = child(now, edges[i]);
      boolean target = isTarget(child);
      boolean everywhere = still != child;
      for (int p = 0; p < alsoIn.length && everywhere; p++) {
        below[p] = child(alsoIn[p], edges[i]);
        everywhere = target ? below[p] == child : below[p] >= 0;
      }
      if (!everywhere) {
        continue;
      }
      enter(tree, edges[i], child);
      if (target) {
        take(child, taker);
      } else {
        removed(child, still, below, taker);
      }
      depth--;
    }
  }

  private void enter(int tree, int hash, int child) {
    if (depth + 1 >= trees.length) {
      trees = Arrays.copyOf(trees, trees.length * 2);
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    trees[depth] = tree;
    hashes[depth++] = hash;
    trees[depth] = child;
  }

  private void take(int child, Taker taker) throws IOException {
    if (graph.isNoObject(child) && graph.name(child) == null) {
      return;
    }
    steps += TAKING;
    var path = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      path.append(i == 0 ? "" : "/").append(name(trees[i], hashes[i], trees[i + 1]));
    }
    taker.blob(child, path.toString());
  }

  /** Returns what a tree has under a name; negative when it has nothing there. */
  private int child(int tree, int hash) {
    int[] edges = tree < 0 ? null : graph.edges(tree);
    if (edges == null) {
      return NONE;
    }
    int low = 0;
    int high = edges.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (edges[2 * middle] == hash) {
        return edges[2 * middle + 1];
      }
      if (edges[2 * middle] < hash) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return NONE;
  }

  private String name(int tree, int hash, int child) throws IOException {
    long key = (long) hash << 32 | child;
    String known = graph.name(child);
    known = known == null ? names.get(key) : known;
    if (known == null) {
      known = read(tree, hash, child);
      names.put(key, known);
    }
    return known;
  }

  private String read(int tree, int hash, int child) throws IOException {
    try {
      GitObjects.Loaded loaded = objects.load(objects.id(tree));
      if (loaded != null) {
        byte[] bytes = loaded.bytes();
        var entries = new GitTreeEntries(bytes, bytes.length, objects.idLength());
        while (entries.next()) {
          if (entries.nameHash() == hash && leads(entries, bytes, child)) {
            return entries.name();
          }
        }
      }
    } catch (GitPack.DamagedException e) {
      return "?"; // said when the packs were read
    }
    return "?";
  }

  /** A tree may stand for another one that leads to the same. */
  private boolean leads(GitTreeEntries entries, byte[] bytes, int child) {
    return (entries.isTree() && !graph.isWanted(child))
        || objects.number(bytes, entries.idAt()) == child;
  }
}
