package dev.straykey.source;

import dev.straykey.git.GitHead;
import dev.straykey.git.GitId;
import dev.straykey.git.GitLayout;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitRefs;
import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import dev.straykey.unpack.GitBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A git repository, with or without a work tree: every blob that is there once, messages of commits
 * and tags, and files that no commit has.
 *
 * <p>The repository is material: its configuration, filters and hooks are not loaded, so nothing of
 * it runs and nothing outside of it is read.
 */
public final class GitSource implements Source {
  static final String KIND = "git";

  /** Repositories with more objects take turns: each may take most of the memory. */
  private static final int LARGE = 20_000;

  private static final ReentrantLock TURNS = new ReentrantLock();

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int recognises(Path path) throws IOException {
    boolean is =
        Files.isDirectory(path)
            ? GitLayout.isRepository(path)
            : Files.isRegularFile(path) && GitBundle.is(path);
    return is ? 95 : 0;
  }

  @Override
  public List<Unit> units(Path path, ReadOptions options) {
    return List.of(new Unit(KIND, path.toString(), "", Map.of()));
  }

  @Override
  public void read(Unit unit, ReadOptions options, DocumentSink sink) throws IOException {
    Path path = Path.of(unit.source());
    if (Files.isRegularFile(path)) {
      bundle(unit, path, options, sink);
      return;
    }
    GitLayout layout = GitLayout.at(path);
    if (layout == null) {
      unreadable(unit, path, options, sink);
      return;
    }
    read(unit, options, sink, layout, false);
  }

  /** Reads a bundle as the repository that it is made of. */
  private static void bundle(Unit unit, Path path, ReadOptions options, DocumentSink sink)
      throws IOException {
    Audience audience = DirSource.audience(options);
    var files =
        new FileDocuments(
            unit.source(),
            name -> Origin.of(Provenance.file(KIND, unit.source(), name, audience)),
            options,
            sink);
    try (var made = GitBundleFolder.of(path, files)) {
      GitLayout layout = made.layout();
      if (layout != null) {
        String notice = made.notice();
        if (notice != null) {
          sink.notice(notice);
        }
        read(unit, options, sink, layout, made.isContinued());
      }
    } finally {
      files.finish(false);
    }
  }

  /**
   * @param continued whether it may name what it does not hold
   */
  private static void read(
      Unit unit, ReadOptions options, DocumentSink sink, GitLayout layout, boolean continued)
      throws IOException {
    layout.notices().forEach(sink::notice);
    var refs = GitRefs.of(layout);
    if (refs.damaged() != null) {
      sink.skipped(new Skip(unit.source() + "/refs", Skip.Reason.BROKEN, refs.damaged()));
    }
    try (var objects = new GitObjects(layout, unit.source(), options.quarantine())) {
      objects.continued(continued);
      if (!objects.shallow().isEmpty()) {
        sink.notice("the clone is shallow: commits before its beginning are not in it");
      }
      if (objects.isPartial()) {
        sink.notice("the clone is partial: what it left out is missing and was not read");
      }
      var repository = new GitRepository(unit.source(), layout, refs, objects, options);
      if (objects.count() < LARGE) {
        read(repository, sink);
        return;
      }
      TURNS.lock();
      try {
        read(repository, sink);
      } finally {
        TURNS.unlock();
      }
    }
  }

  /** What lies there as files is read all the same. */
  private static void unreadable(Unit unit, Path path, ReadOptions options, DocumentSink sink)
      throws IOException {
    Path refused = GitLayout.refused(path);
    sink.skipped(
        new Skip(
            unit.source(),
            Skip.Reason.BROKEN,
            refused == null
                ? "is not a repository that can be read; its files were read"
                : ("its .git file points to %s, which does not point back; its files were read, the"
                        + " repository is to be scanned there")
                    .formatted(refused)));
    if (!options.staged() && options.range() == null && options.since() == null) {
      new GitWorkTree(unit.source(), path, Map.of(), new TreeSet<>(), false, options, sink)
          .read(null);
    }
  }

  private static void read(GitRepository repository, DocumentSink sink) throws IOException {
    String source = repository.source();
    GitLayout layout = repository.layout();
    GitRefs refs = repository.refs();
    GitObjects objects = repository.objects();
    ReadOptions options = repository.options();
    var history = new GitHistory(repository, sink);
    if (options.staged()) {
      GitStaged.read(repository, sink, history);
      return;
    }
    if (options.quarantine() != null) {
      history.received();
      return;
    }
    Checkout checkout = options.checkout();
    if (checkout != null && layout.workTree() != null) {
      var index = GitStaged.index(repository, sink);
      if (refs.head() != null || !index.isEmpty()) {
        var head = GitHead.files(objects, refs.head());
        new GitTracked(source, layout.workTree(), head, history, options, checkout, sink)
            .read(index);
        history.some();
        return;
      } // nothing is tracked yet, so every file may come to be
    }
    if (options.range() != null || options.since() != null) {
      history.some();
      return;
    }
    if (options.history()) {
      history.everything();
      new GitMetadata(source, layout, refs, options, sink).read(history.largeFiles());
      if (isEmpty(repository)) {
        sink.skipped(
            new Skip(source, Skip.Reason.ABSENT_BY_DESIGN, "the repository is empty as yet"));
      }
    }
    Path workTree = layout.workTree();
    if (workTree != null) {
      new GitWorkTree(
              source,
              workTree,
              GitHead.files(objects, refs.head()),
              GitStaged.index(repository, sink).navigableKeySet(),
              options.history(),
              options,
              sink)
          .read(layout.common().resolve("info").resolve("exclude"));
    } else if (!options.history()) {
      // Nothing lies there as files; what would is what HEAD has.
      Audience said = options.audience();
      Audience audience = said == null ? Audience.RESTRICTED : said;
      var names = new PathNames(sink, path -> PathNames.file(KIND, source, path, audience));
      new TreeMap<>(GitHead.files(objects, refs.head()))
          .forEach(
              (file, id) -> {
                names.all(file, 0);
                unchecked(history, source, audience, file, id);
              });
      history.finish();
    }
  }

  private static boolean isEmpty(GitRepository repository) {
    return repository.objects().count() == 0
        && repository.objects().damaged().isEmpty()
        && repository.refs().head() == null
        && repository.refs().all().isEmpty()
        && repository.layout().notices().isEmpty();
  }

  private static void unchecked(
      GitHistory history, String source, Audience audience, String file, GitId id) {
    try {
      history.one(id, Origin.of(Provenance.file(KIND, source, file, audience)), file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public Map<Origin, List<Provenance>> resolve(
      Unit unit, ReadOptions options, Collection<Origin> origins) throws IOException {
    if (origins.stream().noneMatch(origin -> origin.provenances().isEmpty())) {
      var known = new LinkedHashMap<Origin, List<Provenance>>();
      origins.forEach(origin -> known.put(origin, origin.provenances()));
      return known;
    }
    Path path = Path.of(unit.source());
    if (Files.isRegularFile(path)) {
      try (var made = GitBundleFolder.of(path, GitBundleFolder.silent())) {
        return resolve(unit, options, origins, made.layout());
      }
    }
    return resolve(unit, options, origins, GitLayout.at(path));
  }

  private Map<Origin, List<Provenance>> resolve(
      Unit unit, ReadOptions options, Collection<Origin> origins, @Nullable GitLayout layout)
      throws IOException {
    if (layout == null) {
      return Source.super.resolve(unit, options, origins);
    }
    try (var objects = new GitObjects(layout, unit.source(), options.quarantine())) {
      var repository =
          new GitRepository(unit.source(), layout, GitRefs.of(layout), objects, options);
      return GitLookup.places(repository, origins);
    }
  }
}
