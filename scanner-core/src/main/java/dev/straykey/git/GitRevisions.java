package dev.straykey.git;

import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What people call commits: ids and their beginnings, refs by any of their names, {@code HEAD},
 * each with {@code ~n}, {@code ^n} and {@code ^{commit}} behind.
 */
public final class GitRevisions {
  private static final int MAX_TAGS = 20;
  private static final String[] WHERE_REFS_LIE = {
    "", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"
  };

  private final GitRefs refs;
  private final GitObjects objects;
  private final String source;

  public GitRevisions(GitRefs refs, GitObjects objects, String source) {
    this.refs = refs;
    this.objects = objects;
    this.source = source;
  }

  /** Returns the commit that an id leads to, through tags; null when it leads to none. */
  public static @Nullable GitId peel(GitObjects objects, GitId id) throws IOException {
    GitId at = id;
    for (int i = 0; at != null && i < MAX_TAGS; i++) {
      GitObjects.Loaded loaded = objects.load(at);
      if (loaded == null || loaded.type() == GitType.COMMIT) {
        return loaded == null ? null : at;
      }
      at =
          loaded.type() == GitType.TAG
              ? GitCommit.parse(loaded.bytes(), loaded.bytes().length).target()
              : null;
    }
    return null;
  }

  /**
   * Returns the commit that a revision names.
   *
   * @throws InvalidInputException {@code SK-3004} when nothing is called {@code revision}
   */
  public GitId commit(String revision) {
    int end = 0;
    while (end < revision.length() && "~^".indexOf(revision.charAt(end)) < 0) {
      end++;
    }
    try {
      GitId start = start(revision.substring(0, end));
      GitId commit = start == null ? null : peel(objects, start);
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
        commit = step == '~' ? ancestor(commit, n) : parent(commit, n);
      }
      if (commit != null) {
        return commit;
      }
    } catch (IOException | NumberFormatException e) {
      throw unknown(revision);
    }
    throw unknown(revision);
  }

  private @Nullable GitId ancestor(GitId commit, int n) throws IOException {
    GitId at = commit;
    for (int i = 0; i < n && at != null; i++) {
      at = parent(at, 1);
    }
    return at;
  }

  private @Nullable GitId parent(GitId commit, int n) throws IOException {
    if (n == 0) {
      return commit;
    }
    GitObjects.Loaded loaded = objects.load(commit);
    if (loaded == null) {
      return null;
    }
    var parents = GitCommit.parse(loaded.bytes(), loaded.bytes().length).parents();
    GitId parent = n <= parents.size() ? parents.get(n - 1) : null;
    return parent != null && objects.has(parent) ? parent : null;
  }

  private @Nullable GitId start(String name) throws IOException {
    if (name.isEmpty() || name.equals("HEAD") || name.equals("@")) {
      return refs.head();
    }
    GitId passing = refs.passing().get(name);
    if (passing != null) {
      return passing;
    }
    for (String where : WHERE_REFS_LIE) {
      GitId id = refs.all().get(where + name);
      if (id != null) {
        return id;
      }
    }
    GitId remoteHead = refs.all().get("refs/remotes/" + name + "/HEAD");
    if (remoteHead != null) {
      return remoteHead;
    }
    GitId whole = GitId.parse(name);
    if (whole != null) {
      return whole;
    }
    Collection<GitId> ids = GitAbbreviations.resolve(objects, name);
    if (ids.size() > 1) {
      throw new IOException("ambiguous");
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
