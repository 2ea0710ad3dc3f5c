package dev.straykey.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is staged, as {@code git ls-files --stage} gives it; what a split index shares is joined.
 *
 * <p>Source: <a href="https://git-scm.com/docs/index-format">index format, split index</a>.
 */
public final class GitIndex {
  private GitIndex() {}

  /**
   * Returns the entries in git's order: by the bytes of the path, then by stage.
   *
   * @param file the index; there may be none
   * @param gitDir where a shared index lies
   * @param idLength of the repository's ids, in bytes
   * @throws IOException when something of it is damaged or not there
   */
  public static Collection<GitIndexEntry> entries(Path file, Path gitDir, int idLength)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    GitIndexFile.Read read = GitIndexFile.read(file, idLength);
    GitIndexFile.Link link = read.link();
    if (link == null || link.shared().isZero()) {
      return read.entries();
    }
    // The name is made of hexadecimal digits only, so it leads nowhere else.
    Path shared = gitDir.resolve("sharedindex." + link.shared().name());
    if (!Files.isRegularFile(shared, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("the index is split, and what it shares is not there");
    }
    if (!link.shared().equals(digest(shared, idLength))) {
      throw new IOException("the index is split, and what it shares is not what it was");
    }
    GitIndexFile.Read base = GitIndexFile.read(shared, idLength);
    if (base.link() != null && !base.link().shared().isZero()) {
      throw new IOException("the index is split more than once and was not read");
    }
    return joined(base.entries(), read.entries(), link);
  }

  /**
   * Returns the blobs of each path: one, several in a conflict, none where only the name is there.
   *
   * @param objects give the files of folders that a sparse index does not go into
   * @param unread takes those of these folders that could not be read wholly
   */
  public static NavigableMap<String, List<GitId>> files(
      Collection<GitIndexEntry> entries, GitObjects objects, Consumer<GitIndexEntry> unread) {
    var files = new TreeMap<String, List<GitId>>();
    for (GitIndexEntry entry : entries) {
      if (entry.isFolder() && entry.name().endsWith("/")) {
        if (!GitHead.below(objects, entry.id(), entry.path(), (path, id) -> add(files, path, id))) {
          unread.accept(entry);
        }
      } else if (entry.isBlob()) {
        add(files, entry.path(), entry.intended() ? null : entry.id());
      }
    }
    return files;
  }

  private static void add(
      NavigableMap<String, List<GitId>> files, String path, @Nullable GitId id) {
    List<GitId> known = files.get(path);
    if (id == null) {
      files.putIfAbsent(path, List.of());
    } else if (known == null || known.isEmpty()) {
      files.put(path, List.of(id));
    } else if (!known.contains(id)) {
      var more = new ArrayList<>(known);
      more.add(id);
      files.put(path, List.copyOf(more));
    }
  }

  private static Collection<GitIndexEntry> joined(
      List<GitIndexEntry> base, List<GitIndexEntry> own, GitIndexFile.Link link)
      throws IOException {
    BitSet[] bitmaps = link.of(base.size());
    BitSet gone = bitmaps[0];
    BitSet replaced = bitmaps[1];
    var joined = new TreeMap<String, GitIndexEntry>();
    int next = 0;
    for (int i = 0; i < base.size(); i++) {
      GitIndexEntry entry = base.get(i);
      if (replaced.get(i)) {
        if (next == own.size() || !own.get(next).name().isEmpty()) {
          throw new IOException("the index is damaged where it is split");
        }
        entry = own.get(next++).named(entry.name());
      }
      if (!gone.get(i)) {
        joined.put(key(entry), entry);
      }
    }
    for (GitIndexEntry entry : own.subList(next, own.size())) {
      if (entry.name().isEmpty()) {
        throw new IOException("the index is damaged where it is split");
      }
      if (entry.stage() == 0) {
        joined.subMap(entry.name() + "\0" + "1", entry.name() + "\0" + "9").clear(); // settled
      }
      joined.put(key(entry), entry);
    }
    return joined.values();
  }

  /** No path has a NUL, so this sorts by path first. */
  private static String key(GitIndexEntry entry) {
    return entry.name() + "\0" + entry.stage();
  }

  /** Returns what the file says its digest is, as git does. */
  private static @Nullable GitId digest(Path file, int idLength) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      var bytes = java.nio.ByteBuffer.allocate(idLength);
      if (channel.size() < idLength) {
        return null;
      }
      channel.position(channel.size() - idLength);
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes);
      }
      return GitId.of(bytes.array(), 0, idLength);
    }
  }
}
