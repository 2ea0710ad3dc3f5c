package dev.straykey.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which commits one leads to that others do not, and where two meet. Walks from the newest back, as
 * git does, and ends where all that is left is known to both sides; of commits whose clocks were
 * wrong it may take some for new that are not, never the other way round.
 */
public final class GitAncestry {
  private static final int ONE = 1;
  private static final int OTHER = 2;
  private static final int BOTH = ONE | OTHER;

  private final GitObjects objects;
  private final Map<GitId, Node> nodes = new HashMap<>();
  private final PriorityQueue<Node> queue =
      new PriorityQueue<>(
          Comparator.comparingLong((Node node) -> -node.committed).thenComparing(node -> node.id));

  public GitAncestry(GitObjects objects) {
    this.objects = objects;
  }

  /** A commit of the history is not there, so what it leads to cannot be told. */
  public static final class MissingException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient GitId id;

    MissingException(GitId id) {
      super("a commit is not there");
      this.id = id;
    }

    public GitId id() {
      return id;
    }
  }

  private static final class Node {
    private final GitId id;
    private final long committed;
    private final List<GitId> parents;
    private int sides;
    private boolean waits;

    Node(GitId id, long committed, List<GitId> parents) {
      this.id = id;
      this.committed = committed;
      this.parents = parents;
    }
  }

  /**
   * Returns the commits that {@code head} leads to and none of {@code others} does, newest first.
   *
   * @throws MissingException when the history of {@code head} has a hole before it meets the others
   */
  public List<GitId> only(GitId head, List<GitId> others) throws IOException {
    reach(head, ONE, true);
    for (GitId other : others) {
      reach(other, OTHER, false);
    }
    var passed = new ArrayList<Node>();
    while (queue.stream().anyMatch(node -> node.sides == ONE)) {
      Node node = next();
      passed.add(node);
      follow(node);
    }
    return passed.stream()
        .filter(node -> node.sides == ONE)
        .map(node -> node.id)
        .distinct()
        .toList();
  }

  /** Returns the newest commit that both lead to; null when they never meet. */
  public @Nullable GitId common(GitId one, GitId other) throws IOException {
    reach(one, ONE, true);
    reach(other, OTHER, true);
    while (!queue.isEmpty()) {
      Node node = next();
      if (node.sides == BOTH) {
        return node.id;
      }
      follow(node);
    }
    return null;
  }

  private Node next() {
    Node node = queue.remove();
    node.waits = false;
    return node;
  }

  private void follow(Node node) throws IOException {
    if (objects.shallow().contains(node.id)) {
      return;
    }
    for (GitId parent : node.parents) {
      reach(parent, node.sides, node.sides == ONE);
    }
  }

  /** Marks a commit as reached from a side, and looks at it again if that is new. */
  private void reach(GitId id, int side, boolean needed) throws IOException {
    Node node = nodes.get(id);
    if (node == null) {
      GitObjects.Loaded loaded = objects.load(id);
      if (loaded == null || loaded.type() != GitType.COMMIT) {
        if (needed) {
          throw new MissingException(id);
        }
        return; // a branch that is not in this clone leaves nothing out: more is read, not less
      }
      GitCommit commit = GitCommit.parse(loaded.bytes(), loaded.bytes().length);
      node = new Node(id, commit.committed(), commit.parents());
      nodes.put(id, node);
    }
    if ((node.sides | side) != node.sides) {
      node.sides |= side;
      if (!node.waits) {
        node.waits = true;
        queue.add(node);
      }
    }
  }
}
