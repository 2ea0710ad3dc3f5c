package dev.straykey.git;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The files of the commit that {@code HEAD} stands for. */
public final class GitHead {
  private static final int MAX_DEPTH = 500;
  private static final int MOST_FILES = 5_000_000;

  private final GitObjects objects;
  private final BiConsumer<String, GitId> files;
  private int count;
  private boolean whole = true;

  private GitHead(GitObjects objects, BiConsumer<String, GitId> files) {
    this.objects = objects;
    this.files = files;
  }

  /** Returns each path's blob; empty before the first commit, and where it cannot be read. */
  public static Map<String, GitId> files(GitObjects objects, @Nullable GitId head) {
    var files = new HashMap<String, GitId>();
    var reading = new GitHead(objects, files::put);
    reading.tree(reading.root(head), "", 0); // what cannot be read is said by the history
    return files;
  }

  /**
   * Hands over the files below a tree.
   *
   * @param prefix what stands before their names
   * @return whether all of it could be read
   */
  static boolean below(
      GitObjects objects, GitId tree, String prefix, BiConsumer<String, GitId> files) {
    var reading = new GitHead(objects, files);
    reading.tree(tree, prefix, 0);
    return reading.whole;
  }

  /**
   * Returns the tree of a folder; null when there is none.
   *
   * @param path with a slash at its end
   */
  public static @Nullable GitId folder(GitObjects objects, @Nullable GitId head, String path) {
    var reading = new GitHead(objects, (file, id) -> {});
    GitId tree = reading.root(head);
    for (String name : path.substring(0, path.length() - 1).split("/", -1)) {
      GitTreeEntries entries = reading.entries(tree);
      tree = null;
      while (tree == null && entries != null && entries.next()) {
        tree = entries.isTree() && entries.name().equals(name) ? entries.id() : null;
      }
    }
    return tree;
  }

  /**
   * Returns whether there is a file or a folder at {@code path} in what {@link #files} returned.
   */
  public static boolean has(Map<String, GitId> files, String path) {
    String below = path + "/";
    return files.containsKey(path)
        || files.keySet().stream().anyMatch(file -> file.startsWith(below));
  }

  private @Nullable GitId root(@Nullable GitId head) {
    try {
      GitObjects.Loaded commit = head == null ? null : objects.load(head);
      return commit == null ? null : GitCommit.parse(commit.bytes(), commit.bytes().length).tree();
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable GitTreeEntries entries(@Nullable GitId id) {
    try {
      GitObjects.Loaded tree = id == null ? null : objects.load(id);
      return tree == null || tree.type() != GitType.TREE
          ? null
          : new GitTreeEntries(tree.bytes(), tree.bytes().length, objects.idLength());
    } catch (IOException e) {
      return null;
    }
  }

  private void tree(@Nullable GitId id, String prefix, int depth) {
    GitTreeEntries entries = depth > MAX_DEPTH ? null : entries(id);
    if (entries == null) {
      whole = false;
      return;
    }
    while (count < MOST_FILES && entries.next()) {
      if (entries.isTree()) {
        tree(entries.id(), prefix + entries.name() + "/", depth + 1);
      } else if (entries.isBlob()) {
        count++;
        files.accept(prefix + entries.name(), entries.id());
      }
    }
    whole &= entries.whole();
  }
}
