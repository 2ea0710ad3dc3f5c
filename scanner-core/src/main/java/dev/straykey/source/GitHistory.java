package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitGraphCommit;
import dev.straykey.git.GitId;
import dev.straykey.git.GitLarge;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitPackWalk;
import dev.straykey.git.GitRefs;
import dev.straykey.git.GitTreeDiff;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of a repository as documents: every blob once, and what commits and tags say.
 * Where they stand is asked when something was found in them: of the trees, which are read last.
 */
final class GitHistory {
  private final GitRepository repository;
  private final GitObjects objects;
  private final GitRefs refs;
  private final DocumentSink sink;
  private final GitLargeFiles largeFiles;
  private final GitTexts texts;

  GitHistory(GitRepository repository, DocumentSink sink) {
    this.repository = repository;
    this.objects = repository.objects();
    this.refs = repository.refs();
    this.sink = sink;
    this.largeFiles = new GitLargeFiles(repository.layout(), repository.source());
    this.texts = new GitTexts(objects, repository.source(), sink, repository.options(), largeFiles);
  }

  /** Reads everything that is there, whether a ref leads to it or not. */
  void everything() throws IOException {
    new GitWholeReading(repository, sink, largeFiles, texts).read();
  }

  /** Reads what the commits asked for brought in, and their messages. */
  void some() throws IOException {
    Set<GitId> seen = new HashSet<>();
    var names = new GitWalkedNames(objects, refs, sink);
    var history = new GitCommits(objects, refs, repository.source());
    history.walk(
        repository.options(),
        true,
        new GitCommits.Taker() {
          @Override
          public void commit(GitCommits.Walked commit) throws IOException {
            texts.commit(commit.id(), commit.raw(), commit.raw().length);
          }

          @Override
          public void blob(GitCommits.Walked commit, String path, GitId id) throws IOException {
            names.look(commit, path);
            if (seen.add(id)) {
              one(id, Origin.unresolved(id.name()), "");
            }
          }

          @Override
          public void submodule(GitCommits.Walked commit, String path) throws IOException {
            names.look(commit, path);
          }
        });
    if (history.notice() != null) {
      sink.notice(history.notice());
    }
    Collection<String> missing = objects.isContinued() ? Set.of() : history.missing();
    missing.stream()
        .limit(GitTelling.MAX_NAMED)
        .forEach(id -> skip(id, Skip.Reason.MISSING, "is not there"));
    tell(names);
    finish();
  }

  /** Reads what was sent and is not taken yet, as far as it is new. */
  void received() throws IOException {
    objects.damaged().forEach(sink::skipped);
    var graph = new GitGraph(objects);
    var names = new GitNames(objects, graph);
    var part = new GitPart(objects, texts, graph, names.asking(sink));
    for (GitPack pack : objects.packs()) {
      if (objects.isReceived(pack)) {
        try {
          part.begin(new GitKinds(pack.count()));
          var walk = new GitPackWalk(objects, pack, part);
          walk.run(GitPackWalk.Kind.TEXTS, List.of(part));
          walk.run(GitPackWalk.Kind.TREES, List.of(part));
        } catch (GitPack.DamagedException e) {
          skip(pack.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
        } catch (GitLarge.BoundedException e) {
          skip(pack.name(), Skip.Reason.BOUNDED, String.valueOf(e.getMessage()));
        }
      }
    }
    for (GitId id : objects.loose()) {
      if (objects.isReceived(id)) {
        part.loose(id, false);
        part.loose(id, true);
      }
    }
    if (names.any()) {
      received(graph.commits());
    }
    finish();
  }

  /** Of names with a key, those count that commits bring, and not what stands in a folder yet. */
  private void received(List<GitGraphCommit> commits) throws IOException {
    var names = new GitWalkedNames(objects, refs, sink);
    var trees = new GitTreeDiff(objects, new HashSet<>()); // what is missing, git says
    commits.sort(
        Comparator.comparingLong((GitGraphCommit commit) -> -commit.committed())
            .thenComparing(commit -> objects.id(commit.number())));
    for (GitGraphCommit one : commits) {
      GitCommits.Walked commit = GitCommits.load(objects, objects.id(one.number()));
      if (commit != null) {
        trees.added(
            commit.commit().tree(),
            trees(commit),
            new GitTreeDiff.Taker() {
              @Override
              public void blob(String path, GitId id) throws IOException {
                names.look(commit, path);
              }

              @Override
              public void submodule(String path) throws IOException {
                names.look(commit, path);
              }
            });
      }
    }
    tell(names);
  }

  private List<@Nullable GitId> trees(GitCommits.Walked commit) throws IOException {
    var trees = new ArrayList<@Nullable GitId>();
    for (GitId parent : commit.commit().parents()) {
      GitCommits.Walked known = GitCommits.load(objects, parent);
      trees.add(known == null ? null : known.commit().tree());
    }
    return trees;
  }

  private void tell(GitWalkedNames names) throws IOException {
    if (!names.found().isEmpty()) {
      names.tell(sink, new GitPlaces(repository));
    }
  }

  /** Reads one blob from wherever it lies. */
  void one(GitId id, Origin origin, String name) throws IOException {
    try {
      GitObjects.Loaded loaded = objects.load(id);
      if (loaded == null && id.isOfNothing()) {
        return;
      } else if (loaded == null) {
        skip(id.name(), Skip.Reason.MISSING, "is not there");
      } else {
        texts.blob(origin, name, loaded.bytes(), loaded.bytes().length, null);
      }
    } catch (GitObjects.TooLargeException e) {
      GitObjects.Found found = objects.find(id);
      if (found != null) {
        texts.large(id, found, origin, name);
      }
    } catch (GitPack.DamagedException e) {
      skip(id.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
    }
  }

  GitLargeFiles largeFiles() {
    return largeFiles;
  }

  void finish() throws IOException {
    texts.finish();
    largeFiles.finish(sink);
  }

  private void skip(String what, Skip.Reason reason, String detail) {
    texts.skip(what, reason, detail);
  }
}
