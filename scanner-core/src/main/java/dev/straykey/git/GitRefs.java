package dev.straykey.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Names of commits: every ref there is, packed or loose, and the heads of linked work trees. */
public final class GitRefs {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_LOG_LINES = 200_000;
  private static final int MAX_STASHES = 1000;

  /** A ref takes about so much memory, in bytes, and all may take an eighth of it. */
  private static final int REF_SIZE = 256;

  private static final long MOST_REFS = Runtime.getRuntime().maxMemory() / 8 / REF_SIZE;

  /** What git made of a merge with conflicts: a tree with the marks in its files. */
  public static final String AUTO_MERGE = "AUTO_MERGE";

  private static final String[] PASSING = {
    AUTO_MERGE,
    "ORIG_HEAD",
    "FETCH_HEAD",
    "MERGE_HEAD",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
    "REBASE_HEAD",
    "BISECT_HEAD",
    "rebase-merge/orig-head",
    "rebase-apply/orig-head"
  };

  private final GitLayout layout;

  /** How many characters an id has. */
  private final int hex;

  private final TreeMap<String, GitId> refs = new TreeMap<>();
  private final @Nullable GitId head;
  private final @Nullable GitReftable headTables;
  private final TreeMap<String, GitId> passing = new TreeMap<>();
  private final Set<GitId> logged = new LinkedHashSet<>();
  private final TreeMap<String, String> tableLogs = new TreeMap<>();

  /** Stashes that the tables' logs name, the oldest first. */
  private final List<GitId> inTables = new ArrayList<>();

  private @Nullable String damaged;

  private GitRefs(GitLayout layout) throws IOException {
    this.layout = layout;
    this.hex = 2 * layout.idLength();
    GitReftable tables = tables(layout.common());
    if (tables == null) {
      packed();
      loose(layout.common().resolve("refs"), "refs/");
    }
    if (!layout.common().equals(layout.gitDir())) {
      loose(layout.gitDir().resolve("refs"), "refs/");
    }
    GitReftable own = layout.common().equals(layout.gitDir()) ? tables : tables(layout.gitDir());
    this.headTables = own;
    this.head = own == null ? read(layout.gitDir().resolve("HEAD"), 0) : head(own);
    var worktrees = layout.common().resolve("worktrees");
    if (Files.isDirectory(worktrees, LinkOption.NOFOLLOW_LINKS)) {
      try (var folders = Files.newDirectoryStream(worktrees)) {
        for (Path folder : folders) {
          GitReftable its = tables(folder);
          put(
              "worktrees/" + folder.getFileName(),
              its == null ? read(folder.resolve("HEAD"), 0) : head(its));
        }
      }
    }
    for (String other : PASSING) {
      passing(layout.gitDir().resolve(other), other);
    }
  }

  /** Takes the refs of a stack of tables; null when there is none, or it is damaged. */
  private @Nullable GitReftable tables(Path gitDir) throws IOException {
    try {
      GitReftable found = GitReftable.of(gitDir, layout.idLength());
      if (found != null) {
        logged.addAll(found.logged);
        found.refs.forEach(
            (name, id) -> {
              if (!name.equals("HEAD")) {
                refs.put(name, id);
              }
            });
        if (gitDir.equals(layout.common()) && found.refs.containsKey("refs/stash")) {
          inTables.addAll(found.stashes.values());
        }
        String where = gitDir.equals(layout.common()) ? "" : gitDir.getFileName() + "/";
        found.logs.forEach((name, text) -> tableLogs.put(where + name, text));
      }
      return found;
    } catch (GitPack.DamagedException e) {
      damaged = "the refs' tables cannot be read: " + e.getMessage();
      return null;
    }
  }

  private @Nullable GitId head(GitReftable from) {
    String name = from.symbolic.get("HEAD");
    return name == null ? from.refs.get("HEAD") : refs.get(name);
  }

  /** Returns why not all refs could be read; null when they were. */
  public @Nullable String damaged() {
    return damaged;
  }

  /** Returns what the logs in tables say, by table. */
  public Map<String, String> tableLogs() {
    return tableLogs;
  }

  private void passing(Path file, String name) throws IOException {
    for (String line : GitLayout.small(file).split("\n", -1)) {
      GitId id = line.length() < hex ? null : id(line.substring(0, hex));
      if (id != null) {
        passing.putIfAbsent(name, id);
        logged.add(id);
      }
    }
  }

  /** Returns what git put down while it did something: no refs, and yet names of commits. */
  public Map<String, GitId> passing() {
    return passing;
  }

  /** Reads all refs: loose ones, packed ones or a reftable, and those of other work trees. */
  public static GitRefs of(GitLayout layout) throws IOException {
    return new GitRefs(layout);
  }

  /** Returns what {@code HEAD} stands for; null before the first commit. */
  public @Nullable GitId head() {
    return head;
  }

  /** Returns whether {@code HEAD} names a commit itself and no branch. */
  public boolean detached() throws IOException {
    if (headTables != null) {
      return !headTables.symbolic.containsKey("HEAD");
    }
    return !GitLayout.small(layout.gitDir().resolve("HEAD")).startsWith("ref:");
  }

  /** Returns all refs by full name; sorted. */
  public Map<String, GitId> all() {
    return refs;
  }

  /** Returns what refs pointed to once, such as older stashes; it may be gone. */
  public Set<GitId> logged() throws IOException {
    Set<GitId> ids = new LinkedHashSet<>(logged);
    logs(layout.common().resolve("logs"), ids);
    Path worktrees = layout.common().resolve("worktrees");
    if (Files.isDirectory(worktrees, LinkOption.NOFOLLOW_LINKS)) {
      try (var folders = Files.newDirectoryStream(worktrees)) {
        for (Path folder : folders) {
          logs(folder.resolve("logs"), ids);
        }
      }
    }
    return ids;
  }

  /**
   * Returns the stashes below the newest, which {@code refs/stash} names itself; as git calls them.
   */
  public Map<String, GitId> olderStashes() throws IOException {
    var stashes = new ArrayList<GitId>(inTables);
    Path log = layout.common().resolve("logs").resolve("refs").resolve("stash");
    if (refs.containsKey("refs/stash") && Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
      eachLine(
          log,
          line -> {
            GitId id = id(line.substring(hex + 1, 2 * hex + 1));
            if (id != null) {
              stashes.add(id);
            }
          });
    }
    var named = new TreeMap<String, GitId>();
    for (int i = stashes.size() - 2, n = 1; i >= 0 && n < MAX_STASHES; i--, n++) {
      named.put("refs/stash@{%d}".formatted(n), stashes.get(i));
    }
    return named;
  }

  private void logs(Path logs, Set<GitId> ids) throws IOException {
    if (Files.isDirectory(logs, LinkOption.NOFOLLOW_LINKS)) {
      eachFile(
          logs,
          (file, name) ->
              eachLine(
                  file,
                  line -> {
                    log(ids, id(line.substring(0, hex)));
                    log(ids, id(line.substring(hex + 1, 2 * hex + 1)));
                  }));
    }
  }

  /** Takes the lines of a log that are long enough for two ids. */
  private void eachLine(Path log, Consumer<String> taker) throws IOException {
    try (var lines = new GitLines(log)) {
      int n = 0;
      for (String line = lines.next(); line != null && n++ < MAX_LOG_LINES; line = lines.next()) {
        if (line.length() > 2 * hex + 1) {
          taker.accept(line);
        }
      }
    }
  }

  private static void log(Set<GitId> ids, @Nullable GitId id) {
    if (id != null && !id.isZero()) {
      ids.add(id);
    }
  }

  private void packed() throws IOException {
    Path file = layout.common().resolve("packed-refs");
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean wrong = false;
    try (var lines = new GitLines(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.length() > hex + 1 && line.charAt(hex) == ' ') {
          GitId id = id(line.substring(0, hex));
          put(line.substring(hex + 1).strip(), id);
          wrong |= id == null;
        } else {
          wrong |= !line.isBlank() && !line.startsWith("#") && !line.startsWith("^");
        }
      }
    }
    if (wrong) {
      damaged = "packed-refs has lines that are no refs; git pack-refs cannot have written them";
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

  private @Nullable GitId read(Path file, int depth) throws IOException {
    if (depth > 5 || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    String text = GitLayout.small(file).strip();
    if (!text.startsWith("ref:")) {
      return text.length() < hex ? null : id(text.substring(0, hex));
    }
    String name = text.substring("ref:".length()).strip();
    // A name is a path here, and must stay below.
    if (!name.startsWith("refs/") || name.contains("..")) {
      return null;
    }
    GitId known = refs.get(name);
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

  private void put(String name, @Nullable GitId id) {
    if (id == null) {
      return;
    }
    if (refs.size() < MOST_REFS) {
      refs.put(name, id);
    } else {
      damaged = "there are more refs than memory for them; java -Xmx gives more";
    }
  }

  private static @Nullable GitId id(String name) {
    return GitId.parse(name);
  }
}
