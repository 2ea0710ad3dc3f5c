package dev.straykey.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the commit that {@code HEAD} stands for. */
final class GitHead {
  private static final int MAX_DEPTH = 500;
  private static final int MOST_FILES = 5_000_000;

  private final GitObjects objects;
  private final Map<String, GitId> files = new HashMap<>();

  private GitHead(GitObjects objects) {
    this.objects = objects;
  }

  /** Returns each path's blob; empty before the first commit, and where it cannot be read. */
  static Map<String, GitId> files(GitObjects objects, @Nullable GitId head) {
    var reading = new GitHead(objects);
    GitId tree = null;
    try {
      GitObjects.Loaded commit = head == null ? null : objects.load(head);
      tree = commit == null ? null : GitCommit.parse(commit.bytes(), commit.bytes().length).tree();
    } catch (IOException e) {
      return reading.files; // said when the history is read
    }
    reading.tree(tree, "", 0);
    return reading.files;
  }

  private void tree(@Nullable GitId id, String prefix, int depth) {
    GitObjects.Loaded tree;
    try {
      tree = id == null || depth > MAX_DEPTH ? null : objects.load(id);
    } catch (IOException e) {
      return; // what is damaged is said by whoever reads the history
    }
    if (tree == null || tree.type() != GitType.TREE) {
      return;
    }
    var entries = new GitTreeEntries(tree.bytes(), tree.bytes().length, objects.idLength());
    while (entries.next() && files.size() < MOST_FILES) {
      if (entries.isTree()) {
        tree(entries.id(), prefix + entries.name() + "/", depth + 1);
      } else if (entries.isBlob()) {
        files.put(prefix + entries.name(), entries.id());
      }
    }
  }
}
