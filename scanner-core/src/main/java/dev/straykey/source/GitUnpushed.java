package dev.straykey.source;

import dev.straykey.git.GitAncestry;
import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitRefs;
import dev.straykey.git.GitRevisions;
import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commits that a build is about to show to others: reachable from {@code HEAD} and from no
 * remote-tracking branch; where the CI says where the change starts, those since then.
 *
 * @param commits newest first
 * @param notice why none were looked for; null when they were
 */
record GitUnpushed(Set<GitId> commits, @Nullable String notice) {
  private static final String REMOTES = "refs/remotes/";

  /**
   * @throws GitAncestry.MissingException when the history has a hole before it comes to what others
   *     have
   */
  static GitUnpushed of(GitObjects objects, GitRefs refs, String source, Checkout checkout)
      throws IOException {
    GitId head = refs.head();
    if (head == null) {
      return new GitUnpushed(Set.of(), null);
    }
    var others = new ArrayList<GitId>();
    if (checkout.base() != null) {
      GitId base = base(refs, objects, source, checkout.base());
      if (base == null) {
        return none(
            "where the change starts (%s) is not in this clone; only files were read, no commits"
                .formatted(checkout.base()));
      }
      others.add(base);
    } else if (checkout.ci() && refs.detached()) {
      return none("HEAD is detached and the CI names no base; only files were read, no commits");
    } else {
      for (Map.Entry<String, GitId> ref : refs.all().entrySet()) {
        if (ref.getKey().startsWith(REMOTES)) {
          if (ref.getValue().equals(head)) {
            return new GitUnpushed(Set.of(), null); // all is pushed, and nothing needs a walk
          }
          others.add(ref.getValue());
        }
      }
    }
    List<GitId> commits = new GitAncestry(objects).only(head, others);
    return new GitUnpushed(new LinkedHashSet<>(commits), null);
  }

  /** Returns what the CI calls the base: a commit, or a branch of whichever remote there is. */
  static @Nullable GitId base(GitRefs refs, GitObjects objects, String source, String name)
      throws IOException {
    for (Map.Entry<String, GitId> ref : refs.all().entrySet()) {
      String full = ref.getKey();
      if (full.startsWith(REMOTES)
          && full.indexOf('/', REMOTES.length()) >= 0
          && full.substring(full.indexOf('/', REMOTES.length()) + 1).equals(name)) {
        return ref.getValue();
      }
    }
    try {
      return new GitRevisions(refs, objects, source).commit(name);
    } catch (InvalidInputException e) {
      return null; // said by the caller; a shallow clone has no other commits
    }
  }

  private static GitUnpushed none(String notice) {
    return new GitUnpushed(Set.of(), notice);
  }
}
