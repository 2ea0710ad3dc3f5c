package dev.straykey.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Names of commits: every ref there is, packed or loose, and the heads of linked work trees. */
final class GitRefs {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_LOG_LINES = 200_000;
  private final GitLayout layout;
  private final TreeMap<String, ObjectId> refs = new TreeMap<>();
  private final @Nullable ObjectId head;

  private GitRefs(GitLayout layout) throws IOException {
    this.layout = layout;
    packed();
    loose(layout.common().resolve("refs"), "refs/");
    if (!layout.common().equals(layout.gitDir())) {
      loose(layout.gitDir().resolve("refs"), "refs/");
    }
    this.head = read(layout.gitDir().resolve("HEAD"), 0);
    var worktrees = layout.common().resolve("worktrees");
    if (Files.isDirectory(worktrees, LinkOption.NOFOLLOW_LINKS)) {
      try (var folders = Files.newDirectoryStream(worktrees)) {
        for (Path folder : folders) {
          put("worktrees/" + folder.getFileName(), read(folder.resolve("HEAD"), 0));
        }
      }
    }
    for (String other : new String[] {"ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD"}) {
      put(other, read(layout.gitDir().resolve(other), 0));
    }
  }

  static GitRefs of(GitLayout layout) throws IOException {
    return new GitRefs(layout);
  }

  /** Returns what {@code HEAD} stands for; null before the first commit. */
  @Nullable ObjectId head() {
    return head;
  }

  /** Returns whether {@code HEAD} names a commit itself and no branch. */
  boolean detached() throws IOException {
    return !GitLayout.small(layout.gitDir().resolve("HEAD")).startsWith("ref:");
  }

  /** Returns all refs by full name; sorted. */
  Map<String, ObjectId> all() {
    return refs;
  }

  /** Returns what refs pointed to once, such as older stashes; it may be gone. */
  Set<ObjectId> logged() throws IOException {
    Set<ObjectId> ids = new LinkedHashSet<>();
    Path logs = layout.common().resolve("logs");
    if (Files.isDirectory(logs, LinkOption.NOFOLLOW_LINKS)) {
      eachFile(
          logs,
          (file, name) -> {
            try (var lines = reader(file)) {
              int n = 0;
              for (var line = lines.readLine();
                  line != null && n++ < MAX_LOG_LINES;
                  line = lines.readLine()) {
                if (line.length() > 81) {
                  ObjectId id = id(line.substring(41, 81));
                  if (id != null) {
                    ids.add(id);
                  }
                }
              }
            }
          });
    }
    return ids;
  }

  private void packed() throws IOException {
    Path file = layout.common().resolve("packed-refs");
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var lines = reader(file)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() > 41 && line.charAt(40) == ' ') {
          put(line.substring(41).strip(), id(line.substring(0, 40)));
        }
      }
    }
  }

  private void loose(Path folder, String prefix) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      eachFile(folder, (file, name) -> put(prefix + name, read(file, 0)));
    }
  }

  private interface Taker {
    void take(Path file, String name) throws IOException;
  }

  private static void eachFile(Path folder, Taker taker) throws IOException {
    Files.walkFileTree(
        folder,
        Set.of(),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              taker.take(
                  file,
                  folder
                      .relativize(file)
                      .toString()
                      .replace(file.getFileSystem().getSeparator(), "/"));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private @Nullable ObjectId read(Path file, int depth) throws IOException {
    if (depth > 5 || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    String text = GitLayout.small(file).strip();
    if (!text.startsWith("ref:")) {
      return text.length() < 40 ? null : id(text.substring(0, 40));
    }
    String name = text.substring("ref:".length()).strip();
    // A name is a path here, and must stay below.
    if (!name.startsWith("refs/") || name.contains("..")) {
      return null;
    }
    ObjectId known = refs.get(name);
    if (known != null) {
      return known;
    }
    Path named;
    try {
      named = layout.common().resolve(name);
    } catch (InvalidPathException e) {
      return null; // a name that no file can have
    }
    return read(named, depth + 1);
  }

  private void put(String name, @Nullable ObjectId id) {
    if (id != null) {
      refs.put(name, id);
    }
  }

  private static @Nullable ObjectId id(String hex) {
    return ObjectId.isId(hex) ? ObjectId.fromString(hex) : null;
  }

  private static BufferedReader reader(Path file) throws IOException {
    // Bytes as they are: a log may hold names in any encoding.
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1));
  }
}
