package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitGraphCommit;
import dev.straykey.git.GitGraphWalk;
import dev.straykey.git.GitHeads;
import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitReach;
import dev.straykey.git.GitRefs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells where the blobs that a {@link GitGraph} was asked for stand, and what refs lead to. */
final class GitSpots implements GitPlaces.Known {
  private static final int MAX_HEADS = 100;

  private final GitObjects objects;
  private final GitGraph graph;
  private final GitReach reach;
  private final GitGraphWalk walk;
  private final GitTraces traces;
  private @Nullable GitHeads heads;

  GitSpots(GitObjects objects, GitRefs refs, GitGraph graph) throws IOException {
    this.objects = objects;
    this.graph = graph;
    graph.shapes();
    this.reach = new GitReach(objects, refs, graph);
    this.walk = new GitGraphWalk(objects, graph);
    this.traces = new GitTraces(objects, graph, reach, walk);
    if (graph.wantsAny()) {
      traces.follow();
    }
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
    traces
        .of(number)
        .forEach(
            (path, trace) -> {
              GitGraphCommit brought = trace.brought;
              if (brought != null) {
                boolean stands = !trace.heads.isEmpty();
                found.add(
                    new GitPlaces.Spot(
                        path,
                        objects.id(brought.number()),
                        reach.isLocal(brought.number()),
                        new GitPlaces.Stand(
                            trace.heads,
                            placed(trace.last),
                            stands ? null : placed(trace.removedBy()),
                            trace.renamedFrom,
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
    return traces.named(number);
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
