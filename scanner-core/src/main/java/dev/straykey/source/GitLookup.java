package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitGraphReading;
import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPushed;
import dev.straykey.git.GitRefs;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the places of texts after a repository was read. */
final class GitLookup {
  private static final int MAX_PATHS = 1000;

  private GitLookup() {}

  static Map<Origin, List<Provenance>> places(GitRepository repository, Collection<Origin> origins)
      throws IOException {
    GitObjects objects = repository.objects();
    GitRefs refs = repository.refs();
    ReadOptions options = repository.options();
    Set<GitId> blobs = blobs(origins);
    var places = new GitPlaces(repository);
    if (options.range() == null && options.since() == null) {
      var graph = new GitGraph(objects);
      blobs.forEach(graph::want);
      new GitGraphReading(objects, graph).all();
      if (!graph.isFull()) {
        return places.places(origins, new GitSpots(objects, refs, graph));
      }
    }
    return places.places(origins, walked(repository.source(), objects, refs, options, blobs));
  }

  static Set<GitId> blobs(Collection<Origin> origins) {
    Set<GitId> blobs = new HashSet<>();
    for (Origin origin : origins) {
      GitId id = origin.provenances().isEmpty() ? GitPlaces.blob(origin.item()) : null;
      if (id != null) {
        blobs.add(id);
      }
    }
    return blobs;
  }

  /** Compares the trees of every commit asked for: slower, in no more memory than one of them. */
  static GitPlaces.Known walked(
      String source, GitObjects objects, GitRefs refs, ReadOptions options, Set<GitId> blobs)
      throws IOException {
    Map<GitId, TreeMap<String, GitPlaces.Spot>> found = new HashMap<>();
    Set<GitId> commits = new HashSet<>(refs.all().values());
    boolean pushed =
        refs.all().keySet().stream().anyMatch(name -> name.startsWith("refs/remotes/"));
    Set<GitId> sent = pushed ? GitPushed.commits(objects, refs) : Set.of();
    new GitCommits(objects, refs, source)
        .walk(
            options,
            !blobs.isEmpty(),
            new GitCommits.Taker() {
              @Override
              public void commit(GitCommits.Walked commit) {
                commits.add(commit.id());
              }

              @Override
              public void blob(GitCommits.Walked commit, String path, GitId id) {
                if (blobs.contains(id)) {
                  var paths = found.computeIfAbsent(id, i -> new TreeMap<>());
                  if (paths.size() < MAX_PATHS || paths.containsKey(path)) {
                    // The walk goes from new to old: the oldest stays.
                    boolean local = pushed && !sent.contains(commit.id());
                    paths.put(path, new GitPlaces.Spot(path, commit.id(), local, null));
                  }
                }
              }

              @Override
              public void submodule(GitCommits.Walked commit, String path) {
                // names are told of elsewhere
              }
            });
    return new GitPlaces.Known() {
      @Override
      public Collection<GitPlaces.Spot> spots(GitId blob) {
        return found.getOrDefault(blob, new TreeMap<>()).values();
      }

      @Override
      public @Nullable String ref(GitId blob) {
        return null;
      }

      @Override
      public boolean reaches(GitId id) {
        return commits.contains(id);
      }

      @Override
      public @Nullable Collection<String> heads(GitId id) {
        return null;
      }

      @Override
      public long order(GitId commit) {
        return -1;
      }

      @Override
      public boolean isLocal(GitId commit) {
        return pushed && !sent.contains(commit);
      }
    };
  }
}
