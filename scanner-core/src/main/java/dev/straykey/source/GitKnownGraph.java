package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitGraphCommit;
import dev.straykey.git.GitId;
import dev.straykey.git.GitNumbers;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitShapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The history as an earlier run knew it: all commits, and of the trees those that stand for others.
 * Everything that it knew is still there, so none of its trees need be read again; what it was not
 * asked for it does not know.
 */
final class GitKnownGraph implements GitShapes.Known {
  private final GitObjects objects;
  private final GitMemory memory;
  private final List<GitId> targets = new ArrayList<>();
  private final List<GitId> missing = new ArrayList<>();
  private final List<GitGraphCommit> commits = new ArrayList<>();
  private int[] standing = {};
  private int[][] edges = {};
  private final GitNumbers.Reader trees;
  private long[] prefixes = {};
  private int[] places = {};
  private boolean treesRead;

  private GitKnownGraph(GitObjects objects, GitMemory memory, GitNumbers.Reader trees) {
    this.objects = objects;
    this.memory = memory;
    this.trees = trees;
  }

  /** Returns null when that is none, or does not fit what is there. */
  static @Nullable GitKnownGraph of(
      GitObjects objects, GitMemory memory, String graph, String trees) {
    GitNumbers.Reader graphs = GitNumbers.Reader.of(graph);
    GitNumbers.Reader entries = GitNumbers.Reader.of(trees);
    if (graphs == null || entries == null) {
      return null;
    }
    var made = new GitKnownGraph(objects, memory, entries);
    try {
      return made.read(graphs) ? made : null;
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  private boolean read(GitNumbers.Reader from) {
    int idLength = objects.idLength();
    int asked = from.count(idLength);
    int[] numbers = new int[asked + from.count(idLength)];
    for (int i = 0; i < numbers.length; i++) {
      GitId id = from.id(idLength);
      int number = objects.number(id);
      (i < asked ? targets : missing).add(id);
      numbers[i] = i < asked ? number : objects.count() + i - asked;
      if (number >= 0 != i < asked) {
        return false; // what was missing then leads to what was not read
      }
    }
    int n = from.count(idLength);
    standing = new int[n];
    edges = new int[n][];
    for (int i = 0; i < n; i++) {
      standing[i] = number(from);
      int[] list = new int[2 * from.count(5)];
      for (int e = 0; e < list.length; e += 2) {
        list[e] = (int) from.fixed(4);
        int child = (int) from.number();
        if ((child & 1) != 0 && child >> 1 >= i) {
          return false;
        }
        list[e + 1] = (child & 1) == 0 ? numbers[child >> 1] : standing[child >> 1];
      }
      edges[i] = list;
    }
    return commits(from) && from.atEnd() && Arrays.stream(standing).allMatch(tree -> tree >= 0);
  }

  private int number(GitNumbers.Reader from) {
    int at = from.skip(objects.idLength());
    return objects.number(from.bytes(), at);
  }

  private boolean commits(GitNumbers.Reader from) {
    int n = from.count(objects.idLength());
    int[] numbers = new int[n];
    int table = from.skip(n * objects.idLength());
    for (int i = 0; i < n; i++) {
      numbers[i] = objects.number(from.bytes(), table + i * objects.idLength());
      if (numbers[i] < 0) {
        return false;
      }
    }
    for (int number : numbers) {
      commits.add(commit(number, numbers, from));
    }
    return true;
  }

  private GitGraphCommit commit(int number, int[] numbers, GitNumbers.Reader from) {
    long committed = from.fixed(8);
    int tree = (int) from.number();
    GitId treeId = tree == GitGraphRecord.ABSENT ? from.id(objects.idLength()) : null;
    int[] parents = new int[from.count(1)];
    List<GitId> named = null;
    for (int i = 0; i < parents.length; i++) {
      int parent = (int) from.number();
      GitId id = parent == 0 ? from.id((int) from.number()) : null;
      if (id != null && named == null) {
        named = new ArrayList<>();
        for (int p = 0; p < i; p++) {
          named.add(objects.id(parents[p]));
        }
      }
      parents[i] = id == null ? numbers[parent - 1] : -1;
      if (named != null) {
        named.add(id == null ? objects.id(parents[i]) : id);
      }
    }
    return named == null && tree != GitGraphRecord.ABSENT && tree != GitGraphRecord.NONE
        ? GitGraphCommit.known(number, tree(tree), parents, committed)
        : unusual(number, tree, treeId, named == null ? ids(parents) : named, committed);
  }

  /** What was not there then may be there now. */
  private GitGraphCommit unusual(
      int number, int tree, @Nullable GitId treeId, List<GitId> parents, long committed) {
    int now = treeId == null ? -1 : objects.number(treeId);
    if (tree != GitGraphRecord.ABSENT && tree != GitGraphRecord.NONE) {
      return GitGraphCommit.of(objects, number, 0, null, parents, committed).settle(tree(tree));
    }
    return GitGraphCommit.of(objects, number, now, now < 0 ? treeId : null, parents, committed);
  }

  private List<GitId> ids(int[] parents) {
    return Arrays.stream(parents).mapToObj(objects::id).toList();
  }

  private int tree(int code) {
    return code == GitGraphRecord.QUIET ? -1 : standing[code - GitGraphRecord.STANDING];
  }

  /**
   * Puts what is known into a graph in which only what is asked for is marked, before trees are
   * read. Returns false, and does nothing, when that was not asked for then, and may have been
   * there.
   */
  boolean fill(GitGraph graph) {
    Set<GitId> before = new HashSet<>(targets);
    boolean fits =
        graph.wanted().stream()
            .mapToObj(objects::id)
            .allMatch(id -> before.contains(id) || !memory.isOld(id));
    if (!fits) {
      return false;
    }
    targets.forEach(graph::want);
    missing.forEach(graph::absent);
    for (int i = 0; i < standing.length; i++) {
      graph.edges(standing[i], edges[i]);
    }
    for (GitGraphCommit commit : commits) {
      GitGraphCommit there = graph.commit(commit.number());
      if (there == null) {
        graph.put(commit);
      } else if (commit.isSettled()) {
        there.settle(commit.tree()); // read again, for its text
      }
    }
    graph.know(this);
    return true;
  }

  @Override
  public boolean isOld(int number) {
    return memory.isOld(number);
  }

  @Override
  public synchronized int shape(byte[] raw, int at) {
    trees();
    int found = Arrays.binarySearch(prefixes, GitGraphRecord.prefix(raw, at));
    // Eight equal bytes of two objects are no chance; a made-up pair misleads a place only.
    return found < 0 ? -1 : standing[places[found]];
  }

  /** Asked for only where something is new. */
  private void trees() {
    if (!treesRead) {
      treesRead = true;
      int n = trees.left() / GitGraphRecord.ENTRY;
      prefixes = new long[n];
      places = new int[n];
      for (int i = 0; i < n; i++) {
        prefixes[i] = trees.fixed(8);
        places[i] = (int) trees.fixed(4);
      }
    }
  }

  @Override
  public int[] standing() {
    return standing;
  }

  /** Returns how many objects were asked for, or were not there. */
  int targets() {
    return targets.size() + missing.size();
  }

  int commits() {
    return commits.size();
  }

  /** Returns the first bytes of the ids of all trees that led to something; ascending. */
  long[] prefixes() {
    trees();
    return prefixes;
  }

  /** Returns which of {@link #standing()} stands for each of {@link #prefixes()}. */
  int[] places() {
    return places;
  }
}
