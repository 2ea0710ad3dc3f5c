package dev.straykey.source;

import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The commits that a run asks for, and what each of them brought in. */
final class GitCommits {
  private final GitObjects objects;
  private final GitRefs refs;
  private final GitRevisions revisions;
  private final Set<String> missing = new LinkedHashSet<>();

  /** Takes what commits brought in: a blob at a path where no parent has it. */
  interface Taker {
    /** Called before the commit's blobs. */
    void commit(RevCommit commit) throws IOException;

    void blob(RevCommit commit, String path, ObjectId id) throws IOException;
  }

  GitCommits(GitObjects objects, GitRefs refs, String source) {
    this.objects = objects;
    this.refs = refs;
    this.revisions = new GitRevisions(refs, objects, source);
  }

  /** Returns ids that the history names and that are not there. */
  Set<String> missing() {
    return missing;
  }

  /**
   * Walks the commits asked for, newest first. JGit's own walk ends where a parent is not there;
   * this one notes it and goes on.
   *
   * @param blobs whether to look at what they brought in
   */
  void walk(ReadOptions options, boolean blobs, Taker taker) throws IOException {
    try (var walk = new RevWalk(new GitReader(objects));
        var trees = new TreeWalk(walk.getObjectReader())) {
      var queue =
          new PriorityQueue<RevCommit>(
              Comparator.comparing(RevCommit::getCommitTime).reversed().thenComparing(c -> c));
      Set<ObjectId> seen = new HashSet<>();
      begin(walk, options, queue, seen);
      for (var commit = queue.poll(); commit != null; commit = queue.poll()) {
        walk.parseBody(commit);
        taker.commit(commit);
        if (blobs) {
          broughtIn(walk, trees, commit, taker);
        }
        for (RevCommit parent : commit.getParents()) {
          add(walk, parent, queue, seen);
        }
        commit.disposeBody();
      }
    }
  }

  private void begin(RevWalk walk, ReadOptions options, Queue<RevCommit> queue, Set<ObjectId> seen)
      throws IOException {
    String range = options.range();
    if (range != null) {
      int dots = range.indexOf("..");
      if (dots < 0 || range.startsWith("...", dots)) {
        throw new InvalidInputException(
            "SK-3005", "'%s' is not a range".formatted(range), "Write it as A..B");
      }
      RevCommit last = revisions.commit(walk, range.substring(dots + 2));
      leaveOut(walk, revisions.commit(walk, range.substring(0, dots)), seen);
      add(walk, last, queue, seen);
      return;
    }
    String since = options.since();
    if (since != null) {
      leaveOut(walk, revisions.commit(walk, since), seen);
    }
    ObjectId head = refs.head();
    if (head != null) {
      add(walk, head, queue, seen);
    }
    for (ObjectId id : refs.all().values()) {
      add(walk, id, queue, seen);
    }
    if (since == null) {
      for (ObjectId id : refs.logged()) {
        if (objects.has(id)) {
          add(walk, id, queue, seen);
        }
      }
    }
  }

  private void leaveOut(RevWalk walk, RevCommit commit, Set<ObjectId> seen) throws IOException {
    var queue = new ArrayDeque<RevCommit>();
    add(walk, commit, queue, seen);
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      for (RevCommit parent : next.getParents()) {
        add(walk, parent, queue, seen);
      }
    }
  }

  private void add(RevWalk walk, ObjectId id, Queue<RevCommit> queue, Set<ObjectId> seen)
      throws IOException {
    try {
      if (!seen.contains(id) && walk.peel(walk.parseAny(id)) instanceof RevCommit commit) {
        if (seen.add(commit.copy())) {
          queue.add(commit);
        }
      }
    } catch (MissingObjectException e) {
      missing.add(e.getObjectId().name());
    } catch (IncorrectObjectTypeException
        | CorruptObjectException
        | IllegalArgumentException
        | ArrayIndexOutOfBoundsException e) {
      // The latter two are JGit's answers to a commit whose ids are no ids.
      missing.add(id.name());
    }
  }

  private void broughtIn(RevWalk walk, TreeWalk trees, RevCommit commit, Taker taker)
      throws IOException {
    try {
      trees.reset();
      trees.setRecursive(true);
      trees.setFilter(NewHere.FILTER);
      trees.addTree(commit.getTree());
      for (RevCommit parent : commit.getParents()) {
        try {
          walk.parseHeaders(parent);
          trees.addTree(parent.getTree());
        } catch (MissingObjectException e) {
          // Said when the walk comes to it; until then all that it may have had is new.
          missing.add(e.getObjectId().name());
        }
      }
      while (trees.next()) {
        int type = trees.getRawMode(0) & 0170000;
        if (type == 0100000 || type == 0120000) {
          taker.blob(commit, trees.getPathString(), trees.getObjectId(0));
        }
      }
    } catch (MissingObjectException e) {
      missing.add(e.getObjectId().name());
    } catch (CorruptObjectException
        | IncorrectObjectTypeException
        | IllegalArgumentException
        | ArrayIndexOutOfBoundsException e) {
      missing.add(commit.getTree().name());
    }
  }

  /** What no parent has in its place; a folder that one of them has is not gone into. */
  private static final class NewHere extends TreeFilter {
    static final NewHere FILTER = new NewHere();

    @Override
    public boolean include(TreeWalk walker) {
      if (walker.getRawMode(0) == 0) {
        return false;
      }
      for (int i = 1; i < walker.getTreeCount(); i++) {
        if (walker.idEqual(0, i) && walker.getRawMode(i) != 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean shouldBeRecursive() {
      return false;
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public TreeFilter clone() {
      return this;
    }
  }
}
