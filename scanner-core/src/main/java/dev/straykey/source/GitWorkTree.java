package dev.straykey.source;

import dev.straykey.git.GitHead;
import dev.straykey.git.GitId;
import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a work tree: tracked files, and untracked ones that nothing ignores. No filter is run:
 * files are read as they lie there.
 */
final class GitWorkTree {
  private static final int MAX_DEPTH = 400;

  private final String source;
  private final Path root;
  private final Map<String, GitId> head;
  private final NavigableSet<String> index;
  private final boolean headIsRead;
  private final DocumentSink sink;
  private final FileDocuments files;
  private final boolean plainFiles;
  private final boolean readsIgnored;
  private final PathNames names;
  private final Excludes excluded;
  private final Deque<Ignores> ignores = new ArrayDeque<>();
  private boolean clean;
  private long ignored;
  private long links;

  private record Ignores(String prefix, IgnoreNode rules) {}

  /**
   * @param headIsRead whether the files of {@code HEAD} were read as history already
   */
  GitWorkTree(
      String source,
      Path root,
      Map<String, GitId> head,
      NavigableSet<String> index,
      boolean headIsRead,
      ReadOptions options,
      DocumentSink sink) {
    this.source = source;
    this.root = root;
    this.head = head;
    this.index = index;
    this.headIsRead = headIsRead;
    this.sink = sink;
    this.plainFiles = options.plainFiles();
    this.readsIgnored = options.ignored();
    Audience said = options.audience();
    this.files =
        new FileDocuments(
            source,
            name ->
                Origin.of(
                    Provenance.file(
                        GitSource.KIND,
                        source,
                        name,
                        said != null ? said : clean ? Audience.RESTRICTED : Audience.LOCAL)),
            options,
            sink);
    this.excluded = new Excludes(options.excludes());
    this.names =
        new PathNames(
            sink,
            path -> {
              boolean committed = GitHead.has(head, path);
              return committed && headIsRead ? null : name(path, committed, said);
            });
  }

  private Origin name(String path, boolean committed, @Nullable Audience said) {
    Audience audience = committed ? Audience.RESTRICTED : Audience.LOCAL;
    return PathNames.named(
        Origin.of(Provenance.file(GitSource.KIND, source, path, said == null ? audience : said)));
  }

  /**
   * @param excludes a file with rules for the whole tree; null for none
   */
  void read(@Nullable Path excludes) throws IOException {
    if (excludes != null) {
      ignores(excludes, "");
    }
    folder(root, "", 0);
    for (String path : index) {
      if (!head.containsKey(path) && !excluded.match(path)) {
        names.all(path, 0); // it need not lie here to be committed
      }
    }
    files.finish();
    if (ignored > 0) {
      sink.skipped(
          new Skip(
              source,
              Skip.Reason.EXCLUDED,
              FileDocuments.counted(ignored, "file or folder ignored by git")));
    }
    if (links > 0) {
      sink.skipped(
          new Skip(
              source,
              Skip.Reason.EXCLUDED,
              FileDocuments.counted(links, "symbolic link not followed")));
    }
  }

  private void folder(Path folder, String prefix, int depth) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (var stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      sink.skipped(new Skip(source + "/" + prefix, Skip.Reason.UNREADABLE, "could not be read"));
      return;
    }
    entries.sort(java.util.Comparator.comparing(Path::toString));
    boolean rules = ignores(folder.resolve(".gitignore"), prefix);
    for (Path entry : entries) {
      String own = String.valueOf(entry.getFileName());
      if (!own.equals(".git")) {
        entry(entry, prefix + own, depth);
      }
    }
    if (rules) {
      ignores.pop();
    }
  }

  private void entry(Path entry, String path, int depth) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      sink.skipped(new Skip(source + "/" + path, Skip.Reason.UNREADABLE, "could not be read"));
      return;
    }
    boolean isFolder = attributes.isDirectory();
    boolean tracked = isFolder ? tracksBelow(path) : index.contains(path);
    if (attributes.isSymbolicLink()) {
      links++;
      name(path);
    } else if (!tracked && !readsIgnored && ignored(path, isFolder)) {
      ignored++;
    } else if (files.excluded(path)) {
      return;
    } else if (isFolder) {
      name(path);
      if (depth >= MAX_DEPTH) {
        sink.skipped(new Skip(source + "/" + path, Skip.Reason.BOUNDED, "lies too deep"));
      } else if (!Files.exists(entry.resolve(".git")) || !sink.nested(entry, path)) {
        folder(entry, path + "/", depth + 1);
      }
    } else if (attributes.isRegularFile()) {
      name(path);
      clean = GitBlobId.matches(entry, head.get(path));
      if (!clean || !headIsRead || GitBlobId.isBinary(entry)) {
        files.file(entry, path, !plainFiles && !tracked);
      }
    }
  }

  private void name(String path) {
    if (!excluded.match(path)) {
      names.last(path);
    }
  }

  private boolean tracksBelow(String path) {
    String first = index.ceiling(path + "/");
    return first != null && first.startsWith(path + "/");
  }

  /** Returns whether the file was there and its rules stand now. */
  private boolean ignores(Path file, String prefix) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    var rules = new IgnoreNode();
    try (var in = Files.newInputStream(file)) {
      rules.parse(new java.io.ByteArrayInputStream(in.readNBytes(1 << 20)));
    }
    ignores.push(new Ignores(prefix, rules));
    return true;
  }

  /** The nearest rule decides. */
  private boolean ignored(String path, boolean isFolder) {
    for (var level : ignores) {
      Boolean decided = level.rules.checkIgnored(path.substring(level.prefix.length()), isFolder);
      if (decided != null) {
        return decided;
      }
    }
    return false;
  }
}
