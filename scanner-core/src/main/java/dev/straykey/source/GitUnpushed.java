package dev.straykey.source;

import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The commits that a build is about to show to others: reachable from {@code HEAD} and from no
 * remote-tracking branch; where the CI says where the change starts, those since then.
 *
 * @param commits newest first
 * @param notice why none were looked for; null when they were
 */
record GitUnpushed(Set<ObjectId> commits, @Nullable String notice) {
  private static final String REMOTES = "refs/remotes/";

  /**
   * @throws MissingObjectException when the history has a hole before it comes to what others have
   */
  static GitUnpushed of(GitObjects objects, GitRefs refs, String source, Checkout checkout)
      throws IOException {
    ObjectId head = refs.head();
    if (head == null) {
      return new GitUnpushed(Set.of(), null);
    }
    try (var walk = new RevWalk(new GitReader(objects))) {
      if (checkout.base() != null) {
        RevCommit base = base(walk, refs, objects, source, checkout.base());
        if (base == null) {
          return none(
              "where the change starts (%s) is not in this clone; only files were read, no commits"
                  .formatted(checkout.base()));
        }
        walk.markUninteresting(base);
      } else if (checkout.ci() && refs.detached()) {
        return none("HEAD is detached and the CI names no base; only files were read, no commits");
      } else {
        for (Map.Entry<String, ObjectId> ref : refs.all().entrySet()) {
          if (ref.getKey().startsWith(REMOTES)) {
            if (ref.getValue().equals(head)) {
              return new GitUnpushed(Set.of(), null); // all is pushed, and nothing needs a walk
            }
            leaveOut(walk, ref.getValue());
          }
        }
      }
      walk.markStart(walk.parseCommit(head));
      var commits = new LinkedHashSet<ObjectId>();
      for (RevCommit commit : walk) {
        commits.add(commit.copy());
      }
      return new GitUnpushed(commits, null);
    }
  }

  /** Returns what the CI calls the base: a commit, or a branch of whichever remote there is. */
  static @Nullable RevCommit base(
      RevWalk walk, GitRefs refs, GitObjects objects, String source, String name)
      throws IOException {
    for (Map.Entry<String, ObjectId> ref : refs.all().entrySet()) {
      String full = ref.getKey();
      if (full.startsWith(REMOTES)
          && full.indexOf('/', REMOTES.length()) >= 0
          && full.substring(full.indexOf('/', REMOTES.length()) + 1).equals(name)) {
        return walk.parseCommit(ref.getValue());
      }
    }
    try {
      return new GitRevisions(refs, objects, source).commit(walk, name);
    } catch (InvalidInputException e) {
      return null; // said by the caller; a shallow clone has no other commits
    }
  }

  private static void leaveOut(RevWalk walk, ObjectId id) throws IOException {
    try {
      walk.markUninteresting(walk.parseCommit(id));
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      // A branch that is not in this clone leaves nothing out: more is read, not less.
      return;
    }
  }

  private static GitUnpushed none(String notice) {
    return new GitUnpushed(Set.of(), notice);
  }
}
