package dev.straykey.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * The commit that a change starts from, and files as they stood there: what others had before
 * whoever wrote the change could edit it.
 */
public final class MergeBase implements AutoCloseable {
  private static final String REMOTES = "refs/remotes/";

  private final GitObjects objects;
  private final @Nullable RevCommit commit;

  private MergeBase(GitObjects objects, @Nullable RevCommit commit) {
    this.objects = objects;
    this.commit = commit;
  }

  /**
   * Finds it: the merge base of {@code HEAD} and what the CI names; else of {@code HEAD} and the
   * remote's own {@code HEAD}; else the newest commit on the way back from {@code HEAD} that some
   * remote-tracking branch has.
   *
   * @param base as the CI says; null when nobody says
   * @return null when there is no repository at {@code root}
   */
  public static @Nullable MergeBase of(Path root, @Nullable String base) throws IOException {
    GitLayout layout = GitLayout.isRepository(root) ? GitLayout.at(root) : null;
    if (layout == null) {
      return null;
    }
    GitRefs refs = GitRefs.of(layout);
    var objects = new GitObjects(layout, root.toString());
    try (var walk = new RevWalk(new GitReader(objects))) {
      return new MergeBase(objects, find(walk, refs, objects, root.toString(), base));
    } catch (IOException e) {
      return new MergeBase(objects, null); // a hole in the history: nothing is known of before
    }
  }

  private static @Nullable RevCommit find(
      RevWalk walk, GitRefs refs, GitObjects objects, String source, @Nullable String base)
      throws IOException {
    ObjectId head = refs.head();
    if (head == null) {
      return null;
    }
    if (base != null) {
      RevCommit other = GitUnpushed.base(walk, refs, objects, source, base);
      return other == null ? null : merged(walk, walk.parseCommit(head), other);
    }
    for (Map.Entry<String, ObjectId> ref : refs.all().entrySet()) {
      if (ref.getKey().startsWith(REMOTES) && ref.getKey().endsWith("/HEAD")) {
        return merged(walk, walk.parseCommit(head), walk.parseCommit(ref.getValue()));
      }
    }
    if (refs.all().keySet().stream().noneMatch(name -> name.startsWith(REMOTES))) {
      return null;
    }
    Set<ObjectId> unpushed =
        new HashSet<>(
            GitUnpushed.of(objects, refs, source, new Checkout(null, false, java.util.List.of()))
                .commits());
    RevCommit at = walk.parseCommit(head);
    while (unpushed.contains(at)) {
      if (at.getParentCount() == 0) {
        return null;
      }
      at = walk.parseCommit(at.getParent(0));
    }
    return at;
  }

  private static @Nullable RevCommit merged(RevWalk walk, RevCommit one, RevCommit other)
      throws IOException {
    walk.reset();
    walk.setRevFilter(RevFilter.MERGE_BASE);
    walk.markStart(one);
    walk.markStart(other);
    RevCommit base = walk.next();
    return base == null ? null : walk.parseCommit(base);
  }

  /** Returns whether it could be told where the change starts. */
  public boolean known() {
    return commit != null;
  }

  /** Returns a file's content there; null when it was not there or cannot be read. */
  public byte @Nullable [] file(String path) {
    if (commit == null || path.isEmpty()) {
      return null;
    }
    try (var reader = new GitReader(objects);
        var tree = TreeWalk.forPath(reader, path, commit.getTree())) {
      if (tree == null || (tree.getRawMode(0) & 0170000) != 0100000) {
        return null;
      }
      GitObjects.Loaded loaded = objects.load(tree.getObjectId(0));
      return loaded == null ? null : loaded.bytes();
    } catch (IOException | RuntimeException e) {
      return null; // damaged, or too large: as if it had not been there, which is the stricter
    }
  }

  @Override
  public void close() throws IOException {
    objects.close();
  }
}
