package dev.straykey.source;

import dev.straykey.git.GitHead;
import dev.straykey.git.GitId;
import dev.straykey.git.GitIndex;
import dev.straykey.git.GitObjects;
import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What is staged: the files of the index, and of them those that a commit would bring. */
final class GitStaged {
  private GitStaged() {}

  /** Reads what HEAD does not have as it is staged. */
  static void read(GitRepository repository, DocumentSink sink, GitHistory history)
      throws IOException {
    String source = repository.source();
    ReadOptions options = repository.options();
    Map<String, GitId> head = GitHead.files(repository.objects(), repository.refs().head());
    Audience said = options.audience();
    Audience audience = said == null ? Audience.LOCAL : said;
    var excludes = new Excludes(options.excludes());
    var index = index(repository, sink);
    var names =
        new PathNames(
            sink,
            path ->
                GitHead.has(head, path)
                    ? null
                    : PathNames.file(GitSource.KIND, source, path, audience));
    for (Map.Entry<String, List<GitId>> entry : index.entrySet()) {
      String path = entry.getKey();
      if (!head.containsKey(path) && !excludes.match(path)) {
        names.all(path, 0);
      }
      for (GitId id : entry.getValue()) {
        if (!id.equals(head.get(path)) && !excludes.match(path)) {
          history.one(id, Origin.of(Provenance.file(GitSource.KIND, source, path, audience)), path);
        }
      }
    }
    history.finish();
  }

  /** Returns what is staged, by path; says what of it cannot be read. */
  static NavigableMap<String, List<GitId>> index(GitRepository repository, DocumentSink sink) {
    String source = repository.source();
    GitObjects objects = repository.objects();
    Path given = repository.options().index();
    Path gitDir = repository.layout().gitDir();
    try {
      return GitIndex.files(
          GitIndex.entries(
              given == null ? gitDir.resolve("index") : given, gitDir, objects.idLength()),
          objects,
          folder -> {
            if (!folder
                .id()
                .equals(GitHead.folder(objects, repository.refs().head(), folder.path()))) {
              sink.skipped(
                  new Skip(
                      source + "/" + folder.path(),
                      Skip.Reason.MISSING,
                      "of what is staged here, not all is there"));
            } // else nothing is staged in it, and the history says what is missing
          });
    } catch (IOException e) {
      sink.skipped(new Skip(source + "/index", Skip.Reason.BROKEN, String.valueOf(e.getMessage())));
      return new TreeMap<>();
    }
  }
}
