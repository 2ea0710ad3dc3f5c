package dev.straykey.source;

import dev.straykey.git.GitAncestry;
import dev.straykey.git.GitCommit;
import dev.straykey.git.GitGraph;
import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitRefs;
import dev.straykey.git.GitRevisions;
import dev.straykey.git.GitTreeDiff;
import dev.straykey.git.GitType;
import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commits that a run asks for, and what each of them brought in, found by comparing their
 * trees. For a part of a history; {@link GitGraph} knows the whole in less time.
 */
final class GitCommits {
  private final GitObjects objects;
  private final GitRefs refs;
  private final GitRevisions revisions;
  private final Set<String> missing = new LinkedHashSet<>();
  private final String source;
  private @Nullable String notice;

  /** A commit on the way. */
  record Walked(GitId id, GitCommit commit, GitObjects.Loaded loaded) {
    /** Returns its bytes; not to be changed. */
    byte[] raw() {
      return loaded.bytes();
    }
  }

  /** Takes what commits brought in: what no parent has at its path. */
  interface Taker {
    /** Called before the commit's blobs. */
    void commit(Walked commit) throws IOException;

    void blob(Walked commit, String path, GitId id) throws IOException;

    /** Called for a submodule, of which only the name is here. */
    void submodule(Walked commit, String path) throws IOException;
  }

  GitCommits(GitObjects objects, GitRefs refs, String source) {
    this.objects = objects;
    this.refs = refs;
    this.source = source;
    this.revisions = new GitRevisions(refs, objects, source);
  }

  /** Returns ids that the history names and that are not there. */
  Set<String> missing() {
    missing.removeIf(
        name -> {
          GitId id = GitId.parse(name);
          return id != null && id.isOfNothing();
        });
    return missing;
  }

  /** Returns why no commits were walked though some were asked for; null when they were. */
  @Nullable String notice() {
    return notice;
  }

  /**
   * Walks the commits asked for, newest first; notes a parent that is not there, and goes on.
   *
   * @param blobs whether to look at what they brought in
   */
  void walk(ReadOptions options, boolean blobs, Taker taker) throws IOException {
    var queue =
        new PriorityQueue<Walked>(
            Comparator.comparingLong((Walked w) -> -w.commit.committed())
                .thenComparing(Walked::id));
    Set<GitId> seen = new HashSet<>();
    var trees = new GitTreeDiff(objects, missing);
    begin(options, queue, seen);
    for (Walked next = queue.poll(); next != null; next = queue.poll()) {
      Walked commit = next;
      taker.commit(commit);
      if (blobs) {
        List<@Nullable GitId> parents = new ArrayList<>();
        for (GitId parent : commit.commit.parents()) {
          Walked known = load(parent, !objects.shallow().contains(commit.id));
          parents.add(known == null ? null : known.commit.tree());
        }
        trees.added(
            commit.commit.tree(),
            parents,
            new GitTreeDiff.Taker() {
              @Override
              public void blob(String path, GitId id) throws IOException {
                taker.blob(commit, path, id);
              }

              @Override
              public void submodule(String path) throws IOException {
                taker.submodule(commit, path);
              }
            });
      }
      parents(commit, queue, seen);
    }
  }

  private void parents(Walked commit, Queue<Walked> queue, Set<GitId> seen) throws IOException {
    boolean cut = objects.shallow().contains(commit.id);
    for (GitId parent : commit.commit.parents()) {
      if (!cut || objects.has(parent)) {
        add(parent, queue, seen);
      }
    }
  }

  private void begin(ReadOptions options, Queue<Walked> queue, Set<GitId> seen) throws IOException {
    Checkout checkout = options.checkout();
    if (checkout != null) {
      unpushed(checkout, queue, seen);
      return;
    }
    String range = options.range();
    if (range != null) {
      int dots = range.indexOf("..");
      if (dots < 0 || range.startsWith("...", dots)) {
        throw new InvalidInputException(
            "SK-3005", "'%s' is not a range".formatted(range), "Write it as A..B");
      }
      GitId last = revisions.commit(range.substring(dots + 2));
      leaveOut(revisions.commit(range.substring(0, dots)), seen);
      add(last, queue, seen);
      return;
    }
    String since = options.since();
    if (since != null) {
      leaveOut(revisions.commit(since), seen);
    }
    GitId head = refs.head();
    if (head != null) {
      add(head, queue, seen);
    }
    for (GitId id : refs.all().values()) {
      add(id, queue, seen);
    }
    for (GitId id : since == null ? refs.logged() : refs.passing().values()) {
      if (objects.has(id)) {
        add(id, queue, seen);
      }
    }
  }

  private void unpushed(Checkout checkout, Queue<Walked> queue, Set<GitId> seen)
      throws IOException {
    GitUnpushed unpushed;
    try {
      unpushed = GitUnpushed.of(objects, refs, source, checkout);
    } catch (GitAncestry.MissingException e) {
      missing.add(e.id().name());
      return;
    }
    notice = unpushed.notice();
    for (GitId id : unpushed.commits()) {
      add(id, queue, seen);
    }
    for (Walked commit : List.copyOf(queue)) {
      seen.addAll(commit.commit.parents()); // those that are not new, others have
    }
  }

  private void leaveOut(GitId commit, Set<GitId> seen) throws IOException {
    var queue = new ArrayDeque<Walked>();
    add(commit, queue, seen);
    for (Walked next = queue.poll(); next != null; next = queue.poll()) {
      parents(next, queue, seen);
    }
  }

  private void add(GitId id, Queue<Walked> queue, Set<GitId> seen) throws IOException {
    if (seen.contains(id)) {
      return;
    }
    if (!objects.has(id)) {
      missing.add(id.name());
      return;
    }
    try {
      GitId commit = GitRevisions.peel(objects, id);
      if (commit != null && seen.add(commit)) {
        Walked walked = load(commit, true);
        if (walked != null) {
          queue.add(walked);
        }
      }
    } catch (GitPack.DamagedException | GitObjects.TooLargeException e) {
      missing.add(id.name());
    }
  }

  private @Nullable Walked load(GitId id, boolean note) throws IOException {
    try {
      Walked walked = load(objects, id);
      if (walked == null && note) {
        missing.add(id.name());
      }
      return walked;
    } catch (GitPack.DamagedException | GitObjects.TooLargeException e) {
      missing.add(id.name());
      return null;
    }
  }

  /** Returns null when there is no commit of that id. */
  static @Nullable Walked load(GitObjects objects, GitId id) throws IOException {
    GitObjects.Loaded loaded = objects.load(id);
    return loaded == null || loaded.type() != GitType.COMMIT
        ? null
        : new Walked(id, GitCommit.parse(loaded.bytes(), loaded.bytes().length), loaded);
  }
}
