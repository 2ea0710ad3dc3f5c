package dev.straykey.source;

import dev.straykey.git.GitHead;
import dev.straykey.git.GitId;
import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what git tracks, as it lies in the work tree, and what is staged where that differs. The
 * index leads, so folders that nothing of is tracked cost nothing.
 */
final class GitTracked {
  private final String source;
  private final Path root;
  private final Map<String, GitId> head;
  private final GitHistory history;
  private final DocumentSink sink;
  private final Excludes excludes;
  private final Excludes includes;
  private final FileDocuments files;
  private final Audience said;
  private final boolean isSaid;
  private final Map<Path, Boolean> folders = new HashMap<>();
  private final PathNames names;
  private boolean clean;
  private long left;
  private long links;

  /**
   * @param history reads staged blobs; the caller finishes it
   */
  GitTracked(
      String source,
      Path root,
      Map<String, GitId> head,
      GitHistory history,
      ReadOptions options,
      Checkout checkout,
      DocumentSink sink) {
    this.source = source;
    this.root = root;
    this.head = head;
    this.history = history;
    this.sink = sink;
    this.excludes = new Excludes(options.excludes());
    this.includes = new Excludes(checkout.includes());
    Audience audience = options.audience();
    this.isSaid = audience != null;
    this.said = audience == null ? Audience.LOCAL : audience;
    this.files = new FileDocuments(source, name -> Origin.of(at(name)), options, sink);
    this.names = new PathNames(sink, this::name);
  }

  private Origin name(String path) {
    boolean committed = GitHead.has(head, path);
    Audience audience = isSaid ? said : committed ? Audience.RESTRICTED : Audience.LOCAL;
    return PathNames.file(GitSource.KIND, source, path, audience);
  }

  private Provenance at(String name) {
    return Provenance.file(
        GitSource.KIND, source, name, isSaid ? said : clean ? Audience.RESTRICTED : Audience.LOCAL);
  }

  void read(NavigableMap<String, List<GitId>> index) throws IOException {
    for (Map.Entry<String, List<GitId>> entry : index.entrySet()) {
      String path = entry.getKey();
      if (excludes.match(path) || (!includes.none() && !includes.match(path))) {
        left++;
      } else {
        names.all(path, 0);
        one(path, entry.getValue());
      }
    }
    files.finish();
    skipped(left, "path left out by includes or excludes");
    skipped(links, "symbolic link not followed");
  }

  private void one(String path, List<GitId> staged) throws IOException {
    Path file = below(path);
    BasicFileAttributes attributes = file == null ? null : attributes(file);
    GitId asStaged = null;
    if (attributes != null && attributes.isSymbolicLink()) {
      links++;
    } else if (file != null && attributes != null && attributes.isRegularFile()) {
      asStaged = staged.stream().filter(id -> GitBlobId.matches(file, id)).findFirst().orElse(null);
      clean = asStaged != null && asStaged.equals(head.get(path));
      files.file(file, path, false);
    }
    // Deleted or changed since it was staged: the next commit has it all the same.
    for (GitId id : staged) {
      if (!id.equals(asStaged)) {
        clean = id.equals(head.get(path));
        history.one(id, Origin.of(at(path)), path);
      }
    }
  }

  /** Returns the file, unless the way to it leaves the work tree. */
  private @Nullable Path below(String path) {
    try {
      Path relative = Path.of(path);
      if (relative.isAbsolute() || !relative.normalize().equals(relative)) {
        return null;
      }
      Path file = root.resolve(relative);
      Path folder = file.getParent();
      return folder != null && isOwn(folder) ? file : null;
    } catch (InvalidPathException e) {
      return null; // a name that this system cannot hold; what is staged is read
    }
  }

  /** A folder that was replaced by a link may lead anywhere. */
  private boolean isOwn(Path folder) {
    if (folder.equals(root)) {
      return true;
    }
    Boolean known = folders.get(folder);
    if (known == null) {
      Path parent = folder.getParent();
      known =
          parent != null && isOwn(parent) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
      folders.put(folder, known);
    }
    return known;
  }

  private static @Nullable BasicFileAttributes attributes(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return null; // not there any more; what is staged is read
    }
  }

  private void skipped(long howMany, String what) {
    if (howMany > 0) {
      sink.skipped(new Skip(source, Skip.Reason.EXCLUDED, FileDocuments.counted(howMany, what)));
    }
  }
}
