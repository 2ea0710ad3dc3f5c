package dev.straykey.git;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A commit of a {@link GitGraph}, as numbers. */
public final class GitGraphCommit {
  private final int number;
  private final boolean lacksTree;
  private final @Nullable GitId noTree;
  private final List<GitId> named;
  private final int[] parents;
  private final long committed;
  private int tree;
  private boolean settled;
  private long order;

  private GitGraphCommit(
      int number,
      int tree,
      @Nullable GitId noTree,
      List<GitId> named,
      int[] parents,
      long committed) {
    this.number = number;
    this.tree = tree;
    this.lacksTree = tree < 0;
    this.noTree = noTree;
    this.named = List.copyOf(named);
    this.parents = parents;
    this.committed = committed;
  }

  /**
   * Makes one.
   *
   * @param tree negative when it is not there
   * @param noTree its id then, if it is named
   * @param parentIds all that it names, there or not
   */
  public static GitGraphCommit of(
      GitObjects objects,
      int number,
      int tree,
      @Nullable GitId noTree,
      List<GitId> parentIds,
      long committed) {
    int[] parents = new int[parentIds.size()];
    int n = 0;
    for (GitId parent : parentIds) {
      int at = objects.number(parent);
      if (at >= 0) {
        parents[n++] = at;
      }
    }
    boolean all = n == parents.length;
    return new GitGraphCommit(
        number,
        tree,
        noTree,
        all ? List.of() : parentIds,
        all ? parents : Arrays.copyOf(parents, n),
        committed);
  }

  /** Makes one of which nothing is missing, with the tree that stands for its own. */
  public static GitGraphCommit known(int number, int standing, int[] parents, long committed) {
    return new GitGraphCommit(number, 0, null, List.of(), parents, committed).settle(standing);
  }

  /** Returns by which number the objects know it. */
  public int number() {
    return number;
  }

  /**
   * Returns its tree; negative when it is not there. When the graph was settled: the one that
   * stands for all that lead to the same, negative when it leads to nothing.
   */
  public int tree() {
    return tree;
  }

  /** Returns the parents that are there; not to be changed. */
  public int[] parents() {
    return parents;
  }

  /** Returns whether its tree is not there. */
  public boolean lacksTree() {
    return lacksTree;
  }

  /** Returns the tree that it names and that is not there; null when it is there. */
  public @Nullable GitId noTree() {
    return noTree;
  }

  /** Returns all parents in order, when some are not there; else nothing. */
  public List<GitId> named() {
    return named;
  }

  /** Returns when it was made, in seconds since 1970. */
  public long committed() {
    return committed;
  }

  /** Returns what {@link GitOrder} put: larger than its parents have it. */
  public long order() {
    return order;
  }

  void order(long value) {
    order = value;
  }

  /** Puts the tree that stands for its own; negative when that leads to nothing. */
  public GitGraphCommit settle(int standing) {
    tree = standing;
    settled = true;
    return this;
  }

  public boolean isSettled() {
    return settled;
  }
}
