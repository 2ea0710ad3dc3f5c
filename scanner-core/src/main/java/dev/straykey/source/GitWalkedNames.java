package dev.straykey.source;

import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPushed;
import dev.straykey.git.GitRefs;
import dev.straykey.git.GitTreeDiff;
import dev.straykey.model.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names that commits brought in, looked at as texts while commits are walked from new to old. A
 * name that a parent has already was not brought in, whatever became of the file.
 */
final class GitWalkedNames {
  private static final int MAX_PATHS = 1000;

  private final GitObjects objects;
  private final GitRefs refs;
  private @Nullable Set<GitId> sent;
  private final PathNames names;
  private final Map<Origin, TreeMap<String, GitPlaces.Spot>> found = new java.util.HashMap<>();
  private GitCommits.@Nullable Walked now;

  GitWalkedNames(GitObjects objects, GitRefs refs, DocumentSink sink) {
    this.objects = objects;
    this.refs = refs;
    this.names = new PathNames(sink, this::origin);
  }

  /** Looks at the names of which the path of a blob is made that a commit brought in. */
  void look(GitCommits.Walked commit, String path) throws IOException {
    now = commit;
    try {
      names.all(path, 0);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Tells where the names stand in which something was found. */
  void tell(DocumentSink sink, GitPlaces places) throws IOException {
    for (Map.Entry<Origin, TreeMap<String, GitPlaces.Spot>> one : found.entrySet()) {
      sink.places(one.getKey(), places.name(one.getValue().values(), null));
    }
  }

  /** Returns those in which something was found. */
  Set<Origin> found() {
    return found.keySet();
  }

  private @Nullable Origin origin(String path) {
    GitCommits.Walked commit = now;
    try {
      return commit == null || !isNew(commit, path) ? null : origin(commit, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Origin origin(GitCommits.Walked commit, String path) throws IOException {
    Origin origin = GitNames.origin(path.substring(path.lastIndexOf('/') + 1));
    TreeMap<String, GitPlaces.Spot> paths = found.computeIfAbsent(origin, o -> new TreeMap<>());
    if (paths.size() < MAX_PATHS || paths.containsKey(path)) {
      // The walk goes from new to old: the oldest stays.
      paths.put(path, new GitPlaces.Spot(path, commit.id(), isLocal(commit.id()), null));
    }
    return origin;
  }

  private boolean isLocal(GitId commit) throws IOException {
    if (refs.all().keySet().stream().noneMatch(name -> name.startsWith("refs/remotes/"))) {
      return false; // nobody knows what was sent
    }
    Set<GitId> known = sent;
    if (known == null) {
      known = GitPushed.commits(objects, refs);
      sent = known;
    }
    return !known.contains(commit);
  }

  private boolean isNew(GitCommits.Walked commit, String path) throws IOException {
    var trees = new GitTreeDiff(objects, new HashSet<>()); // what is missing was said
    for (GitId parent : commit.commit().parents()) {
      GitCommits.Walked known = GitCommits.load(objects, parent);
      if (known != null && trees.has(known.commit().tree(), path)) {
        return false;
      }
    }
    return true;
  }
}
