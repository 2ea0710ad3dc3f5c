package dev.straykey.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares trees of a {@link GitGraph}, of which only what leads to something asked for is left.
 */
final class GitGraphWalk {
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
  interface Taker {
    void blob(int number, String path) throws IOException;
  }

  /**
   * @param trees that are asked for beside those of commits
   */
  GitGraphWalk(GitObjects objects, GitGraph graph, Collection<Integer> trees) {
    this.objects = objects;
    this.graph = graph;
    var prune = new Prune();
    trees.forEach(prune::below);
    graph.commits().forEach(commit -> prune.below(commit.tree()));
  }

  /** Returns whether there was so much to compare that the rest was left. */
  boolean isBounded() {
    return steps >= MOST_STEPS || tooDeep;
  }

  /**
   * Leaves of each tree's edges those that lead to something. Without recursion: trees are deep.
   */
  private final class Prune {
    private static final byte OPEN = 1;
    private static final byte NO = 2;
    private static final byte YES = 3;

    private final byte[] state = new byte[objects.count()];
    private int[] stack = new int[64];
    private int[] next = new int[64];

    void below(int root) {
      if (root < 0 || state[root] != 0) {
        return;
      }
      int size = 0;
      stack[size] = root;
      next[size++] = 0;
      state[root] = OPEN;
      while (size > 0) {
        int tree = stack[size - 1];
        int[] edges = graph.edges(tree);
        int at = next[size - 1];
        if (edges == null || at >= edges.length) {
          state[tree] = finish(tree, edges);
          size--;
          continue;
        }
        next[size - 1] = at + 2;
        int child = edges[at + 1];
        if (!isTarget(child) && state[child] == 0) {
          if (size == stack.length) {
            stack = Arrays.copyOf(stack, size * 2);
            next = Arrays.copyOf(next, size * 2);
          }
          stack[size] = child;
          next[size++] = 0;
          state[child] = OPEN;
        }
      }
    }

    private byte finish(int tree, int @Nullable [] edges) {
      if (edges == null) {
        return NO;
      }
      int n = 0;
      long[] left = new long[edges.length / 2];
      for (int i = 0; i < edges.length; i += 2) {
        int child = edges[i + 1];
        if (isTarget(child) || state[child] == YES) {
          left[n++] = (long) edges[i] << 32 | (child & 0xffffffffL);
        }
      }
      Arrays.sort(left, 0, n);
      int[] kept = new int[2 * n];
      for (int i = 0; i < n; i++) {
        kept[2 * i] = (int) (left[i] >> 32);
        kept[2 * i + 1] = (int) left[i];
      }
      graph.edges(tree, kept);
      return n == 0 ? NO : YES;
    }
  }

  private boolean isTarget(int child) {
    return graph.isMissing(child) || graph.isWanted(child);
  }

  /** Adds what is missing below trees. */
  void missing(int tree, BitSet seen, Set<Integer> into) {
    int[] stack = {tree};
    int size = tree < 0 ? 0 : 1;
    while (size > 0) {
      int at = stack[--size];
      if (graph.isMissing(at)) {
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
  void all(int tree, Taker taker) throws IOException {
    added(tree, new int[0], taker);
  }

  /** Takes what is below a tree and, at its path, in none of the others. */
  void added(int tree, int[] others, Taker taker) throws IOException {
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
  void removed(int tree, int now, int[] alsoIn, Taker taker) throws IOException {
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
    if (graph.isMissing(child) && graph.name(child) == null) {
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
