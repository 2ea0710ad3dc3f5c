package dev.straykey.git;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trees that lead to the same blobs under the same names, of all that is asked for: one of them
 * stands for the rest. Of hundreds of thousands of trees few are left.
 */
public final class GitShapes {
  private static final int NOTHING = -1;

  private static final int OPEN = 1;
  private static final int QUIET = 2;

  /** What is added to the number of the tree that stands for another. */
  private static final int STANDING = 3;

  private final GitObjects objects;
  private final GitGraph graph;
  private final @Nullable Known known;

  /** By number of the tree; 0 where nothing is known. */
  private final int[] states;

  private final Map<Edges, Integer> byEdges = new HashMap<>();
  private final List<Integer> standing = new ArrayList<>();
  private int[] stack = new int[64];
  private int[] next = new int[64];
  private int[] @Nullable [] lists = new int[64][];

  /** What an earlier run knew of trees that are still there. */
  public interface Known {
    /** Returns whether an earlier run knew the object with a number. */
    boolean isOld(int number);

    /**
     * Returns the tree that stands for the one whose id begins at {@code at}; negative when that
     * leads to nothing.
     */
    int shape(byte[] raw, int at);

    /** Returns the trees that stand for others, what they lead to first; the graph has them. */
    int[] standing();
  }

  /** What a tree leads to, by value. */
  private static final class Edges {
    private final int[] list;
    private final int hash;

    Edges(int[] list) {
      this.list = list;
      this.hash = Arrays.hashCode(list);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Edges edges && Arrays.equals(list, edges.list);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  public GitShapes(GitObjects objects, GitGraph graph, @Nullable Known known) {
    this.objects = objects;
    this.graph = graph;
    this.known = known;
    this.states = new int[objects.count()];
    if (known != null) {
      for (int tree : known.standing()) {
        int[] edges = graph.edges(tree);
        if (edges != null) {
          states[tree] = intern(tree, sorted(edges, edges.length / 2)) + STANDING;
        }
      }
    }
    for (int tree : graph.inOrder()) {
      if (states[tree] == 0) {
        below(tree);
      }
    }
    graph.settled();
    for (int tree = 0; tree < states.length; tree++) {
      if (states[tree] != tree + STANDING) {
        graph.edges(tree, null);
      }
    }
    for (GitGraphCommit commit : graph.commits()) {
      if (!commit.isSettled()) {
        commit.settle(of(commit.tree()));
      }
    }
  }

  /** Without recursion: trees are deep. A tree that leads to itself leads to nothing by that. */
  private void below(int root) {
    int size = 0;
    open(size++, root);
    while (size > 0) {
      int tree = stack[size - 1];
      int[] edges = lists[size - 1];
      int at = next[size - 1];
      if (edges == null || at >= edges.length) {
        states[tree] = edges == null ? QUIET : finish(tree, edges);
        size--;
        continue;
      }
      next[size - 1] = at + 2;
      int child = edges[at + 1];
      if (!isTarget(child) && states[child] == 0) {
        open(size++, child);
      }
    }
  }

  private void open(int at, int tree) {
    if (at == stack.length) {
      stack = Arrays.copyOf(stack, at * 2);
      next = Arrays.copyOf(next, at * 2);
      lists = Arrays.copyOf(lists, at * 2);
    }
    stack[at] = tree;
    next[at] = 0;
    lists[at] = graph.edges(tree);
    states[tree] = OPEN;
  }

  private boolean isTarget(int child) {
    return graph.isNoObject(child) || graph.isWanted(child);
  }

  private int finish(int tree, int[] edges) {
    int n = 0;
    for (int i = 0; i < edges.length; i += 2) {
      int child = edges[i + 1];
      if (isTarget(child) || states[child] >= STANDING) {
        n++;
      }
    }
    if (n == 0) {
      return QUIET;
    }
    int[] left = new int[2 * n];
    int to = 0;
    for (int i = 0; i < edges.length; i += 2) {
      int child = edges[i + 1];
      boolean target = isTarget(child);
      if (target || states[child] >= STANDING) {
        left[to++] = edges[i];
        left[to++] = target ? child : states[child] - STANDING;
      }
    }
    return intern(tree, sorted(left, n)) + STANDING;
  }

  /** By name, then by what stands there. */
  private static int[] sorted(int[] edges, int n) {
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      keys[i] = (long) edges[2 * i] << 32 | (edges[2 * i + 1] & 0xffffffffL);
    }
    Arrays.sort(keys);
    int[] made = new int[2 * n];
    for (int i = 0; i < n; i++) {
      made[2 * i] = (int) (keys[i] >> 32);
      made[2 * i + 1] = (int) keys[i];
    }
    return made;
  }

  private int intern(int tree, int[] edges) {
    Integer there = byEdges.putIfAbsent(new Edges(edges), tree);
    if (there != null) {
      return there;
    }
    graph.edges(tree, edges);
    standing.add(tree);
    return tree;
  }

  /** Returns the tree that stands for another; negative when that leads to nothing. */
  int of(int tree) {
    if (tree < 0) {
      return NOTHING;
    }
    int state = states[tree];
    if (state == 0 && known != null && known.isOld(tree)) {
      return known.shape(objects.id(tree).raw(), 0);
    }
    return state >= STANDING ? state - STANDING : NOTHING;
  }

  /** Returns the same without asking what an earlier run knew. */
  public int now(int tree) {
    return states[tree] >= STANDING ? states[tree] - STANDING : NOTHING;
  }

  /** Returns all that stand for others, what they lead to first. */
  public List<Integer> standing() {
    return standing;
  }
}
