package dev.straykey.source;

import dev.straykey.git.GitId;
import dev.straykey.git.GitIndex;
import dev.straykey.git.GitIndexEntry;
import dev.straykey.git.GitLayout;
import dev.straykey.git.GitRefs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a checkout is still what it was, told without reading its files: what is tracked, where
 * every ref points, and of each tracked file its size, times and inode.
 *
 * <p>Where the system keeps no time of the last change of a file's state ({@code ctime}), a file
 * can be changed and given its old time back; there the answer is as good as git's own.
 */
public final class CheckoutState {
  /** Times of some file systems are this coarse: a later change may carry the same time. */
  private static final long COARSEST_SECONDS = 2;

  private final MessageDigest digest;
  private Instant newest = Instant.MIN;

  private CheckoutState() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Returns a digest that is the same as long as nothing of it changes.
   *
   * @param more files outside of what is tracked that count as well
   * @param now null to compare; else a time at which every file must have lain still for a while,
   *     so that a change after it cannot go unseen
   * @return null when it cannot be told: no repository with a work tree, or something changed only
   *     just now
   */
  public static @Nullable String of(Path root, Iterable<Path> more, @Nullable Instant now) {
    try {
      GitLayout layout = GitLayout.isRepository(root) ? GitLayout.at(root) : null;
      if (layout == null || layout.workTree() == null) {
        return null;
      }
      var state = new CheckoutState();
      state.refs(layout);
      Path gitDir = layout.gitDir();
      for (GitIndexEntry entry :
          GitIndex.entries(gitDir.resolve("index"), gitDir, layout.idLength())) {
        state.add(entry.name());
        state.add(entry.mode() + " " + entry.stage() + " " + entry.intended());
        state.add(entry.id().name());
        if (entry.isBlob() || entry.isFolder()) {
          state.file(root.resolve(entry.path()));
        }
      }
      for (Path file : more) {
        state.add(file.toString());
        state.file(file);
      }
      boolean tooLately = now != null && state.newest.isAfter(now.minusSeconds(COARSEST_SECONDS));
      return tooLately ? null : HexFormat.of().formatHex(state.digest.digest());
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  private void refs(GitLayout layout) throws IOException {
    GitRefs refs = GitRefs.of(layout);
    add(GitLayout.small(layout.gitDir().resolve("HEAD")));
    add(String.valueOf(refs.head()));
    for (Map.Entry<String, GitId> ref : refs.all().entrySet()) {
      add(ref.getKey());
      add(ref.getValue().name());
    }
    file(layout.common().resolve("shallow"));
  }

  private void file(Path file) {
    try {
      Map<String, Object> known =
          Files.readAttributes(
              file,
              isUnix(file) ? "unix:size,mode,ino,lastModifiedTime,ctime" : "size,lastModifiedTime",
              LinkOption.NOFOLLOW_LINKS);
      for (String name : new String[] {"size", "mode", "ino", "lastModifiedTime", "ctime"}) {
        Object value = known.get(name);
        if (value instanceof FileTime time) {
          Instant at = time.toInstant();
          newest = at.isAfter(newest) ? at : newest;
          add(at.toString());
        } else {
          add(String.valueOf(value));
        }
      }
    } catch (IOException e) {
      add("not there");
    }
  }

  private static boolean isUnix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
