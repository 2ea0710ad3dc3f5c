package dev.straykey.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** The files of the commit that {@code HEAD} stands for. */
final class GitHead {
  private GitHead() {}

  /** Returns each path's blob; empty before the first commit, and where it cannot be read. */
  static Map<String, ObjectId> files(GitObjects objects, @Nullable ObjectId head) {
    Map<String, ObjectId> files = new HashMap<>();
    if (head == null) {
      return files;
    }
    try (var walk = new RevWalk(new GitReader(objects));
        var tree = new TreeWalk(walk.getObjectReader())) {
      tree.addTree(walk.parseCommit(head).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        int type = tree.getRawMode(0) & 0170000;
        if (type == 0100000 || type == 0120000) {
          files.put(tree.getPathString(), tree.getObjectId(0));
        }
      }
    } catch (IOException | RuntimeException e) {
      // What is damaged is said by whoever reads the history; here it only saves reading twice.
      return files;
    }
    return files;
  }
}
