package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitRefs;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks the history what is missing, and where that stands in which something was found. */
final class GitTelling {
  /** How many missing objects are named. */
  static final int MAX_NAMED = 20;

  private final GitRepository repository;
  private final GitObjects objects;
  private final GitRefs refs;
  private final DocumentSink sink;
  private final GitTexts texts;
  private Map<Origin, List<Provenance>> places = Map.of();
  private List<String> absent = List.of();
  private boolean whole = true;

  GitTelling(GitRepository repository, DocumentSink sink, GitTexts texts) {
    this.repository = repository;
    this.objects = repository.objects();
    this.refs = repository.refs();
    this.sink = sink;
    this.texts = texts;
  }

  /** Returns whether the history was small enough to be asked for everything. */
  boolean isWhole() {
    return whole;
  }

  /** Returns what was told. */
  GitToldPlaces told() {
    return GitToldPlaces.of(absent, places);
  }

  /**
   * Says what is missing, and where that stands in which something was found. Returns whether
   * something is missing.
   *
   * @param names those in which something was found
   */
  boolean tell(GitGraph graph, Collection<Origin> found, Collection<GitNames.Found> names)
      throws IOException {
    if (graph.isFull()) {
      whole = false;
      // Too many folders for memory: commits are compared one by one, now and for the places.
      var commits = new GitCommits(objects, refs, repository.source());
      Set<GitId> noted = graph.missing().keySet();
      var missing = new TreeSet<String>();
      var walked = new GitWalkedNames(objects, refs, sink);
      commits.walk(
          repository.options(),
          !noted.isEmpty() || !names.isEmpty(),
          new GitCommits.Taker() {
            @Override
            public void commit(GitCommits.Walked commit) {}

            @Override
            public void blob(GitCommits.Walked commit, String path, GitId id) throws IOException {
              if (noted.contains(id)) {
                missing.add(id.name());
              }
              if (!names.isEmpty()) {
                walked.look(commit, path);
              }
            }

            @Override
            public void submodule(GitCommits.Walked commit, String path) throws IOException {
              if (!names.isEmpty()) {
                walked.look(commit, path);
              }
            }
          });
      missing.addAll(commits.missing());
      if (objects.isContinued()) {
        missing.clear();
      }
      missing(missing);
      names(names, null);
      if (!names.isEmpty()) {
        walked.tell(sink, places());
      }
      return !missing.isEmpty();
    }
    var spots = new GitSpots(objects, refs, graph);
    whole &= !spots.isBounded();
    List<String> all =
        objects.isContinued() ? List.of() : spots.missing().stream().map(GitId::name).toList();
    absent = all.subList(0, Math.min(all.size(), MAX_NAMED));
    missing(absent);
    if (!found.isEmpty()) {
      places = places().places(found, spots);
      places.forEach(sink::places);
    }
    names(names, spots);
    if (spots.isBounded() && !(found.isEmpty() && names.isEmpty())) {
      sink.notice("the history has more paths than are told; some places are left out");
    }
    return !absent.isEmpty();
  }

  private GitPlaces places() throws IOException {
    return new GitPlaces(repository);
  }

  /** Tells where names stand; where commits brought them only when {@code spots} are known. */
  private void names(Collection<GitNames.Found> names, @Nullable GitSpots spots)
      throws IOException {
    if (names.isEmpty()) {
      return;
    }
    GitPlaces telling = places();
    for (GitNames.Found name : names) {
      Collection<GitPlaces.Spot> brought = List.of();
      String ref = null;
      if (spots != null && name.number() >= 0) {
        brought = spots.spots(name.number());
        ref = spots.named(name.number());
      }
      sink.places(name.origin(), telling.name(brought, telling.named(name, ref)));
    }
  }

  private void missing(Collection<String> ids) {
    ids.stream().limit(MAX_NAMED).forEach(texts::missing);
  }
}
