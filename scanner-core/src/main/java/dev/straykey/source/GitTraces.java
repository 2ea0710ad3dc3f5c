package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitGraphCommit;
import dev.straykey.git.GitGraphWalk;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitOrder;
import dev.straykey.git.GitReach;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Follows blobs through a history: for each path the oldest commit that brought one there, the
 * newest that had it and that took it away, and the refs that still have it.
 */
final class GitTraces {
  private static final int MAX_PATHS = 1000;
  private static final int MAX_HEADS = 100;

  private final GitGraph graph;
  private final GitReach reach;
  private final GitOrder order;
  private final GitGraphWalk walk;
  private final Map<Integer, TreeMap<String, Trace>> traces = new HashMap<>();
  private final Map<Integer, String> named = new HashMap<>();

  /** What is known of a blob at a path so far. */
  static final class Trace {
    @Nullable GitGraphCommit brought;
    @Nullable GitGraphCommit removed;

    /** The newest merge that has it no more, though one of its parents had it. */
    @Nullable GitGraphCommit merged;

    @Nullable GitGraphCommit last;
    @Nullable String renamedFrom;
    List<String> heads = List.of();

    /** A merge mostly takes over what was taken away on one of its sides; that is told then. */
    @Nullable GitGraphCommit removedBy() {
      return removed == null ? merged : removed;
    }
  }

  GitTraces(GitObjects objects, GitGraph graph, GitReach reach, GitGraphWalk walk) {
    this.graph = graph;
    this.reach = reach;
    this.walk = walk;
    this.order = new GitOrder(objects, graph, graph.commits());
  }

  /** Follows all blobs that the graph was asked for. */
  void follow() throws IOException {
    List<GitGraphCommit> commits = graph.commits();
    commits.sort(order::compare); // it stays so, for a later run
    for (GitGraphCommit commit : commits) {
      if (reach.reaches(commit.number())) {
        changes(commit);
      }
    }
    // What refs lead to has a place by now; the rest is asked of commits that were thrown away.
    Set<Integer> placed = new HashSet<>(traces.keySet());
    for (GitGraphCommit commit : commits) {
      if (!reach.reaches(commit.number())) {
        dangling(commit, placed);
      }
    }
    heads();
    named();
  }

  /** Returns what is known of a blob, by path; empty for nothing. */
  Map<String, Trace> of(int blob) {
    return traces.getOrDefault(blob, new TreeMap<>());
  }

  /** Returns where a ref that names a tree has what a number stands for; null for nowhere. */
  @Nullable String named(int number) {
    return named.get(number);
  }

  /** A tag may name a tree that no commit has. */
  private void named() throws IOException {
    for (Map.Entry<String, Integer> tree : reach.trees().entrySet()) {
      walk.all(
          tree.getValue(), (blob, path) -> named.putIfAbsent(blob, tree.getKey() + ":" + path));
    }
  }

  private int[] trees(GitGraphCommit commit) {
    int[] trees = new int[commit.parents().length];
    for (int i = 0; i < trees.length; i++) {
      GitGraphCommit known = graph.commit(commit.parents()[i]);
      trees[i] = known == null ? -1 : known.tree();
    }
    return trees;
  }

  private void changes(GitGraphCommit commit) throws IOException {
    int[] parents = trees(commit);
    if (parents.length > 1) {
      merged(commit, parents);
    }
    for (int parent : parents) {
      if (parent == commit.tree()) {
        return;
      }
    }
    var from = new HashMap<Integer, String>();
    if (parents.length > 0) {
      GitGraphCommit parent = graph.commit(commit.parents()[0]);
      walk.removed(
          parents[0],
          commit.tree(),
          Arrays.copyOfRange(parents, 1, parents.length),
          (blob, path) -> {
            from.putIfAbsent(blob, path);
            Trace trace = trace(blob, path);
            if (trace != null) {
              trace.removed = newer(trace.removed, commit);
              trace.last = newer(trace.last, parent);
            }
          });
    }
    walk.added(
        commit.tree(),
        parents,
        (blob, path) -> {
          Trace trace = trace(blob, path);
          if (trace != null
              && (trace.brought == null || order.compare(commit, trace.brought) < 0)) {
            trace.brought = commit;
            trace.renamedFrom = from.get(blob);
          }
        });
  }

  /** Notes what a merge lacks that any of its parents has. */
  private void merged(GitGraphCommit commit, int[] parents) throws IOException {
    for (int i = 0; i < parents.length; i++) {
      GitGraphCommit parent = graph.commit(commit.parents()[i]);
      walk.removed(
          parents[i],
          commit.tree(),
          new int[0],
          (blob, path) -> {
            Trace trace = trace(blob, path);
            if (trace != null) {
              trace.merged = newer(trace.merged, commit);
              trace.last = newer(trace.last, parent);
            }
          });
    }
  }

  private void dangling(GitGraphCommit commit, Set<Integer> placed) throws IOException {
    walk.added(
        commit.tree(),
        trees(commit),
        (blob, path) -> {
          Trace trace = placed.contains(blob) ? null : trace(blob, path);
          if (trace != null && trace.brought == null) {
            trace.brought = commit;
            trace.last = commit;
          }
        });
  }

  private void heads() throws IOException {
    var refs = new TreeMap<>(reach.heads());
    List<String> names = List.copyOf(refs.keySet());
    var commits = new ArrayList<>(refs.values());
    commits.addAll(logged(commits));
    Map<Integer, List<Integer>> byTree =
        IntStream.range(0, commits.size())
            .boxed()
            .collect(Collectors.groupingBy(head -> commits.get(head).tree()));
    var trees = new TreeMap<Integer, int[]>();
    byTree.forEach((tree, heads) -> trees.put(tree, heads.stream().mapToInt(i -> i).toArray()));
    var known = new HashMap<List<String>, List<String>>(); // what stands beside is in the same
    walk.all(
        trees,
        (blob, path, heads) -> {
          Trace trace = trace(blob, path);
          if (trace != null) {
            List<String> first =
                Arrays.stream(heads)
                    .filter(head -> head < names.size())
                    .sorted()
                    .limit(MAX_HEADS)
                    .mapToObj(names::get)
                    .toList();
            trace.heads = known.computeIfAbsent(first, list -> list);
            for (int head : heads) {
              trace.last = newer(trace.last, commits.get(head));
            }
          }
        });
  }

  /** Returns the commits that are reached, and from no other: of logs alone, but for heads. */
  private List<GitGraphCommit> logged(Collection<GitGraphCommit> heads) {
    var others = new BitSet();
    heads.forEach(head -> others.set(head.number()));
    for (GitGraphCommit commit : graph.commits()) {
      if (reach.reaches(commit.number())) {
        Arrays.stream(commit.parents()).forEach(others::set);
      }
    }
    return graph.commits().stream()
        .filter(commit -> reach.reaches(commit.number()) && !others.get(commit.number()))
        .toList();
  }

  private @Nullable GitGraphCommit newer(
      @Nullable GitGraphCommit one, @Nullable GitGraphCommit other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return order.compare(one, other) >= 0 ? one : other;
  }

  private @Nullable Trace trace(int blob, String path) {
    TreeMap<String, Trace> paths = traces.computeIfAbsent(blob, b -> new TreeMap<>());
    Trace known = paths.get(path);
    if (known == null && paths.size() < MAX_PATHS) {
      known = new Trace();
      paths.put(path, known);
    }
    return known;
  }
}
