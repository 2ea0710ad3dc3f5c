package dev.straykey.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/** The commits that remote-tracking branches and tags lead to: what others have as well. */
public final class GitPushed {
  private GitPushed() {}

  /** Returns the commits that a remote is known to have. */
  public static Set<GitId> commits(GitObjects objects, GitRefs refs) throws IOException {
    var queue = new ArrayDeque<GitId>();
    for (var ref : refs.all().entrySet()) {
      if (ref.getKey().startsWith("refs/remotes/") || ref.getKey().startsWith("refs/tags/")) {
        queue.add(ref.getValue());
      }
    }
    Set<GitId> seen = new HashSet<>();
    for (GitId id = queue.poll(); id != null; id = queue.poll()) {
      add(objects, id, seen, queue);
    }
    return seen;
  }

  private static void add(GitObjects objects, GitId id, Set<GitId> seen, Queue<GitId> queue)
      throws IOException {
    try {
      GitId commit = GitRevisions.peel(objects, id);
      GitObjects.Loaded loaded = commit == null || !seen.add(commit) ? null : objects.load(commit);
      if (loaded != null) {
        queue.addAll(GitCommit.parse(loaded.bytes(), loaded.bytes().length).parents());
      }
    } catch (GitPack.DamagedException | GitObjects.TooLargeException e) {
      return; // said when the packs are read
    }
  }
}
