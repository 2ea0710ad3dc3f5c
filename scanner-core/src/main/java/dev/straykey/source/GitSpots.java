package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitGraphCommit;
import dev.straykey.git.GitGraphWalk;
import dev.straykey.git.GitHeads;
import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitOrder;
import dev.straykey.git.GitReach;
import dev.straykey.git.GitRefs;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the blobs that a {@link GitGraph} was asked for stand: for each path the oldest commit that
 * brought it there, the newest that had it and that took it away, and the refs that still have it.
 */
final class GitSpots implements GitPlaces.Known {
  private static final int MAX_PATHS = 1000;
  private static final int MAX_HEADS = 100;

  private final GitObjects objects;
  private final GitGraph graph;
  private final GitReach reach;
  private final GitOrder order;
  private final GitGraphWalk walk;
  private final Map<Integer, TreeMap<String, Spot>> spots = new HashMap<>();
  private final Map<Integer, String> named = new HashMap<>();
  private @Nullable GitHeads heads;

  /** What is known of a blob at a path so far. */
  private static final class Spot {
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

  GitSpots(GitObjects objects, GitRefs refs, GitGraph graph) throws IOException {
    this.objects = objects;
    this.graph = graph;
    graph.shapes();
    this.reach = new GitReach(objects, refs, graph);
    this.order = new GitOrder(objects, graph, graph.commits());
    this.walk = new GitGraphWalk(objects, graph);
    if (graph.wantsAny()) {
      List<GitGraphCommit> commits = graph.commits();
      commits.sort(order::compare); // it stays so, for a later run
      for (GitGraphCommit commit : commits) {
        if (reach.reaches(commit.number())) {
          changes(commit);
        }
      }
      // What refs lead to has a place by now; the rest is asked of commits that were thrown away.

      Set<Integer> placed = new HashSet<>(spots.keySet());
      for (GitGraphCommit commit : commits) {
        if (!reach.reaches(commit.number())) {
          dangling(commit, placed);
        }
      }
      heads();
      named();
    }
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
            Spot spot = spot(blob, path);
            if (spot != null) {
              spot.removed = newer(spot.removed, commit);
              spot.last = newer(spot.last, parent);
            }
          });
    }
    walk.added(
        commit.tree(),
        parents,
        (blob, path) -> {
          Spot spot = spot(blob, path);
          if (spot != null && (spot.brought == null || order.compare(commit, spot.brought) < 0)) {
            spot.brought = commit;
            spot.renamedFrom = from.get(blob);
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
            Spot spot = spot(blob, path);
            if (spot != null) {
              spot.merged = newer(spot.merged, commit);
              spot.last = newer(spot.last, parent);
            }
          });
    }
  }

  private void dangling(GitGraphCommit commit, Set<Integer> placed) throws IOException {
    walk.added(
        commit.tree(),
        trees(commit),
        (blob, path) -> {
          Spot spot = placed.contains(blob) ? null : spot(blob, path);
          if (spot != null && spot.brought == null) {
            spot.brought = commit;
            spot.last = commit;
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
          Spot spot = spot(blob, path);
          if (spot != null) {
            List<String> first =
                Arrays.stream(heads)
                    .filter(head -> head < names.size())
                    .sorted()
                    .limit(MAX_HEADS)
                    .mapToObj(names::get)
                    .toList();
            spot.heads = known.computeIfAbsent(first, list -> list);
            for (int head : heads) {
              spot.last = newer(spot.last, commits.get(head));
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

  private @Nullable Spot spot(int blob, String path) {
    TreeMap<String, Spot> paths = spots.computeIfAbsent(blob, b -> new TreeMap<>());
    Spot known = paths.get(path);
    if (known == null && paths.size() < MAX_PATHS) {
      known = new Spot();
      paths.put(path, known);
    }
    return known;
  }

  /** Returns what the history really leads to and what is not there; sorted. */
  Collection<GitId> missing() {
    var missing = new TreeSet<>(reach.missing());
    if (!graph.missing().isEmpty()) {
      var seen = new BitSet();
      var numbers = new TreeSet<Integer>();
      for (GitGraphCommit commit : graph.commits()) {
        if (reach.reaches(commit.number())) {
          walk.missing(commit.tree(), seen, numbers);
        }
      }
      reach.trees().values().forEach(tree -> walk.missing(tree, seen, numbers));
      graph
          .missing()
          .forEach(
              (id, number) -> {
                if (numbers.contains(number)) {
                  missing.add(id);
                }
              });
    }
    missing.removeIf(GitId::isOfNothing);
    return missing;
  }

  /** Returns whether places were left out because there was too much to compare. */
  boolean isBounded() {
    return walk.isBounded();
  }

  @Override
  public Collection<GitPlaces.Spot> spots(GitId blob) {
    return spots(objects.number(blob.raw(), 0));
  }

  /** Returns the same by a number of the graph. */
  Collection<GitPlaces.Spot> spots(int number) {
    var found = new ArrayList<GitPlaces.Spot>();
    spots
        .getOrDefault(number, new TreeMap<>())
        .forEach(
            (path, spot) -> {
              GitGraphCommit brought = spot.brought;
              if (brought != null) {
                boolean stands = !spot.heads.isEmpty();
                found.add(
                    new GitPlaces.Spot(
                        path,
                        objects.id(brought.number()),
                        reach.isLocal(brought.number()),
                        new GitPlaces.Stand(
                            spot.heads,
                            placed(spot.last),
                            stands ? null : placed(spot.removedBy()),
                            spot.renamedFrom,
                            brought.order())));
              }
            });
    return found;
  }

  private GitPlaces.@Nullable Placed placed(@Nullable GitGraphCommit commit) {
    return commit == null
        ? null
        : new GitPlaces.Placed(objects.id(commit.number()), commit.order());
  }

  @Override
  public @Nullable String ref(GitId blob) {
    int number = objects.number(blob.raw(), 0);
    String ref = reach.named(number);
    return ref == null ? named(number) : ref;
  }

  /** Returns where a ref that names a tree has what a number stands for; null for nowhere. */
  @Nullable String named(int number) {
    return named.get(number);
  }

  @Override
  public boolean reaches(GitId id) {
    int number = objects.number(id.raw(), 0);
    return reach.reaches(number) || !reach.tag(number).isEmpty();
  }

  @Override
  public @Nullable Collection<String> heads(GitId message) {
    int number = objects.number(message.raw(), 0);
    Collection<String> tags = reach.tag(number);
    if (!tags.isEmpty()) {
      return tags.stream().limit(MAX_HEADS).toList();
    }
    GitHeads known = heads;
    if (known == null) {
      known = new GitHeads(graph.commits(), reach.heads());
      heads = known;
    }
    return known.over(number, MAX_HEADS);
  }

  @Override
  public long order(GitId commit) {
    int number = objects.number(commit.raw(), 0);
    GitGraphCommit known = number < 0 ? null : graph.commit(number);
    return known == null ? -1 : known.order();
  }

  @Override
  public boolean isLocal(GitId commit) {
    return reach.isLocal(objects.number(commit.raw(), 0));
  }
}
