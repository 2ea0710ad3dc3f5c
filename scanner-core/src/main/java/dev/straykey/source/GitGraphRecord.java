package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitGraphCommit;
import dev.straykey.git.GitId;
import dev.straykey.git.GitNumbers;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitShapes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts down a graph with its shapes for {@link GitKnownGraph}: ids and numbers, nothing of any
 * text. Names of files are kept as hashes of 32 bits, and read again from the trees that stand for
 * others.
 */
final class GitGraphRecord {
  /** What stands for a commit's tree: it leads to nothing, is not there, is not named. */
  static final int QUIET = 0;

  static final int ABSENT = 1;
  static final int NONE = 2;

  /** What is added to the place of a tree that stands for others. */
  static final int STANDING = 3;

  /** Bytes of a tree that leads to something. */
  static final int ENTRY = 12;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final GitObjects objects;
  private final GitGraph graph;
  private final GitShapes shapes;

  /** Places among what stands for others, by tree. */
  private final Map<Integer, Integer> standing = new HashMap<>();

  private GitGraphRecord(GitObjects objects, GitGraph graph) {
    this.objects = objects;
    this.graph = graph;
    this.shapes = graph.shapes();
    for (int tree : shapes.standing()) {
      standing.put(tree, standing.size());
    }
  }

  static long prefix(byte[] raw, int at) {
    return (long) LONG.get(raw, at);
  }

  /**
   * Returns what is to be stored of a graph; null when that is too much.
   *
   * @param known what an earlier run stored and this one used; null for nothing
   */
  static GitMemory.@Nullable History of(
      GitObjects objects, GitGraph graph, @Nullable GitKnownGraph known) {
    var record = new GitGraphRecord(objects, graph);
    long[] added = record.added(known);
    if (known != null
        && added.length == 0
        && graph.commits().size() == known.commits()
        && record.standing.size() == known.standing().length
        && graph.wanted().cardinality() + graph.missing().size() == known.targets()) {
      return GitMemory.History.SAME;
    }
    if (graph.isTooMuchMissing()
        || graph.commits().size() > GitKnownIds.MOST
        || added.length > GitKnownIds.MOST
        || record.edges() > GitKnownIds.MOST) {
      return null;
    }
    String trees = known != null && added.length == 0 ? null : record.trees(added, known).text();
    return new GitMemory.History(record.graph().text(), trees);
  }

  private long edges() {
    return standing.keySet().stream().mapToLong(tree -> edges(tree).length / 2).sum();
  }

  private int[] edges(int tree) {
    return java.util.Objects.requireNonNull(graph.edges(tree));
  }

  /** Returns the trees that lead to something and are not known, by number. */
  private long[] added(@Nullable GitKnownGraph known) {
    long[] added = new long[64];
    int n = 0;
    for (int tree = 0; tree < objects.count(); tree++) {
      int now = shapes.now(tree);
      if (now >= 0 && (known == null || !known.isOld(tree))) {
        added = n == added.length ? Arrays.copyOf(added, 2 * n) : added;
        added[n++] = tree;
      }
    }
    return Arrays.copyOf(added, n);
  }

  private GitNumbers.Writer trees(long[] added, @Nullable GitKnownGraph known) {
    long[] old = known == null ? new long[0] : known.prefixes();
    int[] oldPlaces = known == null ? new int[0] : known.places();
    long[][] entries = new long[added.length][];
    for (int i = 0; i < added.length; i++) {
      int tree = (int) added[i];
      int place = standing.getOrDefault(shapes.now(tree), 0);
      entries[i] = new long[] {prefix(objects.id(tree).raw(), 0), place};
    }
    Arrays.sort(entries, (a, b) -> Long.compare(a[0], b[0]));
    var out = new GitNumbers.Writer();
    int at = 0;
    for (long[] entry : entries) {
      for (; at < old.length && old[at] <= entry[0]; at++) {
        out.fixed(old[at], 8);
        out.fixed(oldPlaces[at], 4);
      }
      out.fixed(entry[0], 8);
      out.fixed(entry[1], 4);
    }
    for (; at < old.length; at++) {
      out.fixed(old[at], 8);
      out.fixed(oldPlaces[at], 4);
    }
    return out;
  }

  private GitNumbers.Writer graph() {
    var out = new GitNumbers.Writer();
    var targets = new HashMap<Integer, Integer>();
    out.number(graph.wanted().cardinality());
    out.number(graph.missing().size());
    for (int blob : graph.wanted().stream().toArray()) {
      targets.put(blob, targets.size());
      out.raw(objects.id(blob).raw());
    }
    var missing = new TreeMap<Integer, GitId>();
    graph.missing().forEach((id, number) -> missing.put(number, id));
    missing.forEach(
        (number, id) -> {
          targets.put(number, targets.size());
          out.raw(id.raw());
        });
    out.number(standing.size());
    for (int tree : shapes.standing()) {
      out.raw(objects.id(tree).raw());
      int[] edges = edges(tree);
      out.number(edges.length / 2);
      for (int i = 0; i < edges.length; i += 2) {
        out.fixed(edges[i], 4);
        Integer target = targets.get(edges[i + 1]);
        out.number(target != null ? 2L * target : 2L * standing.getOrDefault(edges[i + 1], 0) + 1);
      }
    }
    commits(out, graph.commits());
    return out;
  }

  private void commits(GitNumbers.Writer out, List<GitGraphCommit> commits) {
    var places = new int[objects.count()];
    out.number(commits.size());
    int n = 0;
    for (GitGraphCommit commit : commits) {
      places[commit.number()] = ++n;
      out.raw(objects.id(commit.number()).raw());
    }
    for (GitGraphCommit commit : commits) {
      out.fixed(commit.committed(), 8);
      tree(out, commit);
      boolean all = commit.named().isEmpty();
      int count = all ? commit.parents().length : commit.named().size();
      out.number(count);
      for (int i = 0; i < count; i++) {
        int parent = all ? commit.parents()[i] : objects.number(commit.named().get(i));
        int place = parent < 0 ? 0 : places[parent];
        out.number(place);
        if (place == 0) {
          GitId id = all ? objects.id(parent) : commit.named().get(i);
          out.number(id.length());
          out.raw(id.raw());
        }
      }
    }
  }

  private void tree(GitNumbers.Writer out, GitGraphCommit commit) {
    GitId absent = commit.noTree();
    if (absent != null) {
      out.number(ABSENT);
      out.raw(absent.raw());
    } else if (commit.lacksTree()) {
      out.number(NONE);
    } else {
      out.number(commit.tree() < 0 ? QUIET : STANDING + standing.getOrDefault(commit.tree(), 0));
    }
  }
}
