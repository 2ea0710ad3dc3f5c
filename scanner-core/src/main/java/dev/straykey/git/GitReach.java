package dev.straykey.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which commits the refs and their logs lead to, what refs name beside commits, what is missing.
 */
public final class GitReach {
  private static final int MAX_TAGS = 20;

  private final GitObjects objects;
  private final GitGraph graph;
  private final BitSet reached = new BitSet();
  private final BitSet pushed = new BitSet();
  private final Map<Integer, TreeSet<String>> tags = new HashMap<>();
  private final Map<String, GitGraphCommit> heads = new LinkedHashMap<>();
  private final Map<Integer, String> named = new HashMap<>();
  private final Map<String, Integer> trees = new TreeMap<>();
  private final TreeSet<GitId> missing = new TreeSet<>();
  private final boolean anyRemote;

  /** Goes from each ref down its commits; the graph must know them. */
  public GitReach(GitObjects objects, GitRefs refs, GitGraph graph) throws IOException {
    this.objects = objects;
    this.graph = graph;
    var start = new ArrayDeque<GitGraphCommit>();
    var remote = new ArrayDeque<GitGraphCommit>();
    boolean remotes = false;
    GitId head = refs.head();
    if (head != null) {
      GitGraphCommit commit = commit("HEAD", head, true);
      add(start, commit);
      if (commit != null && refs.detached()) {
        heads.put("HEAD", commit);
      }
    }
    for (var ref : refs.all().entrySet()) {
      GitGraphCommit commit = commit(ref.getKey(), ref.getValue(), true);
      boolean isRemote = ref.getKey().startsWith("refs/remotes/");
      remotes |= isRemote;
      if (commit != null) {
        heads.put(ref.getKey(), commit);
        start.add(commit);
        if (isRemote || ref.getKey().startsWith("refs/tags/")) {
          remote.add(commit);
        }
      }
    }
    stashes(refs);
    for (var name : refs.passing().entrySet()) {
      add(start, commit(name.getKey(), name.getValue(), false));
    }
    for (GitId id : refs.logged()) {
      add(start, commit("", id, false)); // a log may name what is gone
    }
    walk(start, reached, true);
    walk(remote, pushed, false);
    anyRemote = remotes;
  }

  /** A stash is a commit of the work tree, whose parents have what was staged and untracked. */
  private void stashes(GitRefs refs) throws IOException {
    Map<String, GitId> stashes = new TreeMap<>(refs.olderStashes());
    GitId newest = refs.all().get("refs/stash");
    if (newest != null) {
      stashes.put("refs/stash", newest);
    }
    for (var stash : stashes.entrySet()) {
      GitGraphCommit commit = commit(stash.getKey(), stash.getValue(), false);
      if (commit != null) {
        heads.put(stash.getKey(), commit);
        for (int i = 1; i < Math.min(3, commit.parents().length); i++) {
          GitGraphCommit part = graph.commit(commit.parents()[i]);
          if (part != null) {
            heads.put("%s^%d".formatted(stash.getKey(), i + 1), part);
          }
        }
      }
    }
  }

  private static void add(ArrayDeque<GitGraphCommit> queue, @Nullable GitGraphCommit commit) {
    if (commit != null) {
      queue.add(commit);
    }
  }

  private @Nullable GitGraphCommit commit(String ref, GitId id, boolean mustBeThere)
      throws IOException {
    GitId at = id;
    for (int i = 0; i < MAX_TAGS; i++) {
      int number = at.length() == objects.idLength() ? objects.number(at.raw(), 0) : -1;
      if (number < 0) {
        if (mustBeThere) {
          missing.add(at);
        }
        return null;
      }
      GitGraphCommit commit = graph.commit(number);
      if (commit != null) {
        return commit;
      }
      if (graph.isWanted(number)) {
        named.putIfAbsent(number, ref);
        return null;
      }
      GitId next = target(at);
      if (next == null) {
        int tree = graph.shapes().of(number);
        if (tree >= 0 && !ref.isEmpty()) {
          trees.putIfAbsent(ref, tree);
        }
        return null;
      }
      if (mustBeThere) {
        tags.computeIfAbsent(number, tag -> new TreeSet<>()).add(ref);
      }
      at = next;
    }
    return null;
  }

  private @Nullable GitId target(GitId id) throws IOException {
    try {
      GitObjects.Loaded loaded = objects.load(id);
      return loaded == null || loaded.type() != GitType.TAG
          ? null
          : GitCommit.parse(loaded.bytes(), loaded.bytes().length).target();
    } catch (GitPack.DamagedException | GitObjects.TooLargeException e) {
      return null; // said when the packs were read
    }
  }

  private void walk(ArrayDeque<GitGraphCommit> queue, BitSet into, boolean note) {
    for (var commit = queue.poll(); commit != null; commit = queue.poll()) {
      if (into.get(commit.number())) {
        continue;
      }
      into.set(commit.number());
      if (note) {
        note(commit);
      }
      for (int parent : commit.parents()) {
        add(queue, graph.commit(parent));
      }
    }
  }

  private void note(GitGraphCommit commit) {
    GitId tree = commit.noTree();
    if (tree != null) {
      missing.add(tree);
    }
    if (!commit.named().isEmpty()
        && (commit.lacksTree() || !objects.shallow().contains(objects.id(commit.number())))) {
      commit.named().stream().filter(id -> objects.number(id) < 0).forEach(missing::add);
    }
  }

  /** Returns whether any ref leads to a commit, by its number. */
  public boolean reaches(int commit) {
    return commit >= 0 && reached.get(commit);
  }

  /** Returns the refs that lead to a tag; sorted, empty when none does. */
  public Collection<String> tag(int tag) {
    return tags.getOrDefault(tag, new TreeSet<>());
  }

  /** Returns whether it is known that a commit was not sent anywhere yet. */
  public boolean isLocal(int commit) {
    return anyRemote && commit >= 0 && !pushed.get(commit);
  }

  /** Returns the commits that refs name, by ref; sorted. */
  public Map<String, GitGraphCommit> heads() {
    return heads;
  }

  /** Returns the ref that names a blob itself. */
  public @Nullable String named(int blob) {
    return named.get(blob);
  }

  /** Returns the trees that refs name and that no commit need have, by ref; sorted. */
  public Map<String, Integer> trees() {
    return trees;
  }

  /** Returns refs, parents and trees that are not there. */
  public Collection<GitId> missing() {
    return missing;
  }
}
