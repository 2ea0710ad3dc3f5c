package dev.straykey.git;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;

/**
 * Which of two commits is older. By the time that it claims, and yet never before a parent: clocks
 * are wrong, and whoever rewrites a history makes many commits in a second.
 */
public final class GitOrder {
  private static final long LATEST = Long.MAX_VALUE / 2;

  private final GitObjects objects;

  /**
   * Gives each commit its place.
   *
   * @param commits get their places
   */
  public GitOrder(GitObjects objects, GitGraph graph, Collection<GitGraphCommit> commits) {
    this.objects = objects;
    var begun = new BitSet();
    var done = new BitSet();
    var open = new ArrayDeque<GitGraphCommit>();
    for (GitGraphCommit commit : commits) {
      open.push(commit);
      while (!open.isEmpty()) {
        GitGraphCommit next = open.peek();
        if (done.get(next.number())) {
          open.pop();
        } else if (begun.get(next.number())) {
          place(graph, next);
          done.set(next.number());
          open.pop();
        } else {
          begun.set(next.number());
          for (int parent : next.parents()) {
            GitGraphCommit known = graph.commit(parent);
            if (known != null && !begun.get(parent)) {
              open.push(known);
            }
          }
        }
      }
    }
  }

  private static void place(GitGraph graph, GitGraphCommit commit) {
    long order = Math.min(commit.committed(), LATEST);
    for (int parent : commit.parents()) {
      GitGraphCommit known = graph.commit(parent);
      if (known != null) {
        order = Math.max(order, known.order() + 1);
      }
    }
    commit.order(order);
  }

  /** Oldest first; of equally old ones that no parent tells apart, by id. */
  public int compare(GitGraphCommit a, GitGraphCommit b) {
    int byOrder = Long.compare(a.order(), b.order());
    return byOrder != 0 || a.number() == b.number()
        ? byOrder
        : objects.id(a.number()).compareTo(objects.id(b.number()));
  }
}
