package dev.straykey.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository keeps its parts, found without obeying it: its configuration is not loaded,
 * and what it points to outside of itself is followed only where git itself put it.
 *
 * @param gitDir with {@code HEAD} and {@code index}
 * @param common with {@code refs} and {@code objects}; {@code gitDir} unless it is a linked work
 *     tree
 * @param workTree null for a bare repository
 * @param objects folders of objects, the repository's own first
 * @param notices what was not followed, or followed outside
 */
public record GitLayout(
    Path gitDir, Path common, @Nullable Path workTree, List<Path> objects, List<String> notices) {
  private static final int SMALL_FILE = 1 << 16;
  private static final int MAX_ALTERNATES = 32;
  private static final Pattern WORK_TREE =
      Pattern.compile("(?mi)^\\s*worktree\\s*=\\s*\"?([^\"\\r\\n]+?)\"?\\s*$");

  private static final Pattern SHA256 = Pattern.compile("(?mi)^\\s*objectformat\\s*=\\s*\"?sha256");

  /** Returns how long object ids are here, in bytes. */
  public int idLength() throws IOException {
    return SHA256.matcher(small(common.resolve("config"))).find() ? GitId.SHA256 : GitId.SHA1;
  }

  /** Returns whether a repository or a linked work tree lies at {@code path}. */
  public static boolean isRepository(Path path) {
    return Files.exists(path.resolve(".git"), LinkOption.NOFOLLOW_LINKS) || isGitDir(path);
  }

  private static boolean isGitDir(Path path) {
    return Files.isRegularFile(path.resolve("HEAD"))
        && (Files.isRegularFile(path.resolve("commondir"))
            || (Files.isDirectory(path.resolve("objects"))
                && Files.isDirectory(path.resolve("refs"))));
  }

  /**
   * Returns where a {@code .git} file points to that is not followed, for its repository does not
   * point back; null when there is nothing of the kind.
   */
  public static @Nullable Path refused(Path path) throws IOException {
    Path dotGit = path.resolve(".git");
    if (!Files.isRegularFile(dotGit, LinkOption.NOFOLLOW_LINKS) || at(path) != null) {
      return null;
    }
    String text = small(dotGit);
    return text.startsWith("gitdir:") ? resolve(path, text.substring("gitdir:".length())) : null;
  }

  /** Returns the layout; null when what looks like a repository is none that may be followed. */
  public static @Nullable GitLayout at(Path path) throws IOException {
    List<String> notices = new ArrayList<>();
    Path dotGit = path.resolve(".git");
    Path gitDir = null;
    Path workTree = null;
    if (Files.isDirectory(dotGit, LinkOption.NOFOLLOW_LINKS) && isGitDir(dotGit)) {
      gitDir = dotGit;
      workTree = path;
    } else if (Files.isRegularFile(dotGit, LinkOption.NOFOLLOW_LINKS)) {
      gitDir = pointed(path, dotGit, notices);
      workTree = path;
    } else if (isGitDir(path)) {
      gitDir = path;
    }
    if (gitDir == null) {
      return null;
    }
    Path common = common(gitDir);
    return new GitLayout(gitDir, common, workTree, objects(path, common, notices), notices);
  }

  /** A {@code .git} file names the folder; believed when that folder points back here. */
  private static @Nullable Path pointed(Path path, Path dotGit, List<String> notices)
      throws IOException {
    String text = small(dotGit);
    if (!text.startsWith("gitdir:")) {
      return null;
    }
    Path gitDir = resolve(path, text.substring("gitdir:".length()));
    if (gitDir == null || !isGitDir(gitDir)) {
      return null;
    }
    if (inside(gitDir, path)) {
      return gitDir;
    }
    Path back = resolve(gitDir, small(gitDir.resolve("gitdir")));
    boolean linked = back != null && same(back, dotGit);
    if (!linked) {
      var configured = WORK_TREE.matcher(small(gitDir.resolve("config")));
      Path tree = configured.find() ? resolve(gitDir, configured.group(1)) : null;
      linked = tree != null && same(tree, path);
    }
    notices.add(
        linked
            ? "the work tree's repository lies outside of it, at %s".formatted(gitDir)
            : "the .git file points outside to a repository that does not point back; not followed");
    return linked ? gitDir : null;
  }

  private static Path common(Path gitDir) throws IOException {
    String text = small(gitDir.resolve("commondir")).strip();
    Path common = text.isEmpty() ? null : resolve(gitDir, text);
    return common == null || !isGitDir(common) ? gitDir : common;
  }

  private static List<Path> objects(Path root, Path common, List<String> notices)
      throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    Path own = common.resolve("objects");
    if (inside(own, common)) {
      found.add(own);
      alternates(own, root, found, notices);
    } else {
      notices.add("the objects lie outside of the repository; not followed");
    }
    return List.copyOf(found);
  }

  private static void alternates(Path objects, Path root, Set<Path> found, List<String> notices)
      throws IOException {
    for (String line : small(objects.resolve("info/alternates")).split("\n", -1)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Path alternate = resolve(objects, line);
      if (alternate == null || !Files.isDirectory(alternate) || !inside(alternate, root)) {
        notices.add("an alternate object folder lies outside of what is scanned; not followed");
      } else if (found.size() < MAX_ALTERNATES && found.add(alternate)) {
        alternates(alternate, root, found, notices);
      }
    }
  }

  private static boolean inside(Path path, Path root) throws IOException {
    return Files.exists(path) && path.toRealPath().startsWith(root.toRealPath());
  }

  private static boolean same(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.isSameFile(one, other);
  }

  private static @Nullable Path resolve(Path folder, String name) {
    try {
      return name.isBlank() ? null : folder.resolve(name.strip()).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Returns a small file's text; empty when there is none. */
  public static String small(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(SMALL_FILE), StandardCharsets.UTF_8);
    }
  }
}
