package dev.straykey.source;

import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.util.Collection;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * What people call commits: ids and their beginnings, refs by any of their names, {@code HEAD},
 * each with {@code ~n}, {@code ^n} and {@code ^{commit}} behind.
 */
final class GitRevisions {
  private static final String[] WHERE_REFS_LIE = {
    "", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"
  };

  private final GitRefs refs;
  private final GitObjects objects;
  private final String source;

  GitRevisions(GitRefs refs, GitObjects objects, String source) {
    this.refs = refs;
    this.objects = objects;
    this.source = source;
  }

  /**
   * @throws InvalidInputException {@code SK-3004} when nothing is called {@code revision}
   */
  RevCommit commit(RevWalk walk, String revision) throws IOException {
    int end = 0;
    while (end < revision.length() && "~^".indexOf(revision.charAt(end)) < 0) {
      end++;
    }
    ObjectId start = start(revision.substring(0, end));
    try {
      RevCommit commit = start == null ? null : walk.parseCommit(start);
      while (commit != null && end < revision.length()) {
        char step = revision.charAt(end++);
        int digits = end;
        while (end < revision.length() && Character.isDigit(revision.charAt(end))) {
          end++;
        }
        if (step == '^' && revision.startsWith("{", end)) {
          end = revision.indexOf('}', end) + 1;
          if (end == 0) {
            throw unknown(revision);
          }
          continue; // a commit is peeled already
        }
        int n = digits == end ? 1 : Integer.parseInt(revision.substring(digits, end));
        commit = step == '~' ? ancestor(walk, commit, n) : parent(walk, commit, n);
      }
      if (commit != null) {
        return commit;
      }
    } catch (IOException | NumberFormatException e) {
      throw unknown(revision);
    }
    throw unknown(revision);
  }

  private static @Nullable RevCommit ancestor(RevWalk walk, RevCommit commit, int n)
      throws IOException {
    RevCommit at = commit;
    for (int i = 0; i < n && at != null; i++) {
      at = parent(walk, at, 1);
    }
    return at;
  }

  private static @Nullable RevCommit parent(RevWalk walk, RevCommit commit, int n)
      throws IOException {
    if (n == 0) {
      return commit;
    }
    return n <= commit.getParentCount() ? walk.parseCommit(commit.getParent(n - 1)) : null;
  }

  private @Nullable ObjectId start(String name) throws IOException {
    if (name.isEmpty() || name.equals("HEAD") || name.equals("@")) {
      return refs.head();
    }
    for (String where : WHERE_REFS_LIE) {
      ObjectId id = refs.all().get(where + name);
      if (id != null) {
        return id;
      }
    }
    ObjectId remoteHead = refs.all().get("refs/remotes/" + name + "/HEAD");
    if (remoteHead != null) {
      return remoteHead;
    }
    if (ObjectId.isId(name)) {
      return ObjectId.fromString(name);
    }
    if (name.length() < 4 || !AbbreviatedObjectId.isId(name)) {
      return null;
    }
    Collection<ObjectId> ids =
        GitAbbreviations.resolve(objects, AbbreviatedObjectId.fromString(name));
    if (ids.size() > 1) {
      throw new AmbiguousObjectException(AbbreviatedObjectId.fromString(name), ids);
    }
    return ids.isEmpty() ? null : ids.iterator().next();
  }

  private InvalidInputException unknown(String revision) {
    return new InvalidInputException(
        "SK-3004",
        "No commit is called '%s' in %s".formatted(revision, source),
        "Name a branch, a tag or a commit that is there; a shallow clone may have left it out");
  }
}
