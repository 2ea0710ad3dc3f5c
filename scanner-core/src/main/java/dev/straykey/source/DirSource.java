package dev.straykey.source;

import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder: every file below it, by name, archives opened. Symbolic links are not followed, so
 * nothing outside is read. Repositories, exports and archives below it are offered as sources of
 * their own first.
 */
public final class DirSource implements Source {
  static final String KIND = "dir";
  private static final int MAX_DEPTH = 400;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean standsAlone() {
    return false;
  }

  @Override
  public int recognises(Path path) {
    return Files.isDirectory(path) ? 1 : 0;
  }

  @Override
  public List<Unit> units(Path path, ReadOptions options) {
    return List.of(new Unit(KIND, path.toString(), "", Map.of()));
  }

  @Override
  public void read(Unit unit, ReadOptions options, DocumentSink sink) throws IOException {
    Audience audience = audience(options);
    var files =
        new FileDocuments(
            unit.source(),
            name -> Origin.of(Provenance.file(KIND, unit.source(), name, audience)),
            options,
            sink);
    new Walk(unit.source(), options, sink, files).folder(Path.of(unit.source()), "", 0);
  }

  /** A folder's files are one machine's until somebody says who else can read them. */
  static Audience audience(ReadOptions options) {
    Audience said = options.audience();
    return said == null ? Audience.LOCAL : said;
  }

  private static final class Walk {
    private final String source;
    private final ReadOptions options;
    private final DocumentSink sink;
    private final FileDocuments files;
    private final Excludes included;
    private long left;
    private long links;
    private long others;

    Walk(String source, ReadOptions options, DocumentSink sink, FileDocuments files) {
      this.source = source;
      this.options = options;
      this.sink = sink;
      this.files = files;
      Checkout checkout = options.checkout();
      this.included = new Excludes(checkout == null ? List.of() : checkout.includes());
    }

    void folder(Path root, String name, int depth) throws IOException {
      below(list(root), name, depth);
      files.finish();
      if (links > 0) {
        leftOut(FileDocuments.counted(links, "symbolic link") + " not followed");
      }
      if (left > 0) {
        leftOut(FileDocuments.counted(left, "file") + " that no include names");
      }
      if (others > 0) {
        leftOut(FileDocuments.counted(others, "device, pipe or socket"));
      }
    }

    private void leftOut(String what) {
      sink.skipped(new Skip(source, Skip.Reason.EXCLUDED, what));
    }

    private void below(List<Path> entries, String name, int depth) throws IOException {
      for (Path entry : entries) {
        String own = String.valueOf(entry.getFileName());
        String path = name.isEmpty() ? own : name + "/" + own;
        BasicFileAttributes attributes;
        try {
          attributes =
              Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
          unreadable(path);
          continue;
        }
        if (attributes.isSymbolicLink()) {
          links++;
          files.name(path);
        } else if (own.equals(".git")) {
          sink.skipped(
              new Skip(
                  source + "/" + path,
                  Skip.Reason.EXCLUDED,
                  "a repository's own files are not plain files"));
        } else if (!files.excluded(path)) {
          one(entry, attributes, path, depth);
        }
      }
    }

    private void one(Path entry, BasicFileAttributes attributes, String path, int depth)
        throws IOException {
      if (attributes.isRegularFile() && !included.none() && !included.match(path)) {
        left++;
        return;
      }
      files.name(path);
      if (attributes.isDirectory()) {
        descend(entry, path, depth);
      } else if (attributes.isRegularFile()) {
        files.file(entry, path, !options.plainFiles());
      } else {
        others++;
      }
    }

    private void descend(Path folder, String path, int depth) throws IOException {
      if (depth >= MAX_DEPTH) {
        sink.skipped(
            new Skip(
                source + "/" + path,
                Skip.Reason.BOUNDED,
                "more than %d folders in one another".formatted(MAX_DEPTH)));
        return;
      }
      List<Path> entries;
      try {
        entries = list(folder);
      } catch (IOException e) {
        unreadable(path);
        return;
      }
      if (options.plainFiles() || !looksLikeASource(entries) || !sink.nested(folder, path)) {
        below(entries, path, depth + 1);
      }
    }

    private void unreadable(String path) {
      sink.skipped(new Skip(source + "/" + path, Skip.Reason.UNREADABLE, "could not be read"));
    }
  }

  private static boolean looksLikeASource(List<Path> entries) {
    Set<String> names = new HashSet<>();
    entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    return names.contains(".git")
        || (names.contains("HEAD") && names.contains("objects") && names.contains("refs"))
        || SlackLayout.CHANNEL_LISTS.stream().anyMatch(names::contains);
  }

  private static List<Path> list(Path folder) throws IOException {
    var entries = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(java.util.Comparator.comparing(Path::toString));
    return entries;
  }
}
