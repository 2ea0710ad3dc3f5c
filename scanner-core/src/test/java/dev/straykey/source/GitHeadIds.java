package dev.straykey.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Looks into repositories that tests made. */
final class GitHeadIds {
  private GitHeadIds() {}

  static String blob(Repository repository, RevCommit commit, String path) throws IOException {
    try (var tree = TreeWalk.forPath(repository, path, commit.getTree())) {
      return tree.getObjectId(0).name();
    }
  }

  static Path pack(Path folder) throws IOException {
    try (var files = Files.list(folder.resolve(".git/objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".pack")).findFirst().orElseThrow();
    }
  }

  static void deleteLogs(Path logs) throws IOException {
    try (var files = Files.walk(logs)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
