package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.model.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of files and folders in trees, as texts: each is looked at once, in however many trees it
 * stands. One with a key becomes a place that the graph leads to, like a blob that is asked for.
 *
 * <p>Takes from several threads.
 */
final class GitNames {
  /** What the items of their origins begin with. */
  static final String ITEM = "name:";

  /** Of more, only one tree is told in which each stands. */
  private static final int MOST = 10_000;

  private static final int UNPLACED = -1;

  private final GitObjects objects;
  private final GitGraph graph;
  private final Map<String, Found> found = new HashMap<>();
  private volatile boolean any;

  /** A name with a key. */
  static final class Found {
    private final Origin origin;
    private final String name;
    private final int number;
    private GitId tree;

    private Found(Origin origin, String name, int number, GitId tree) {
      this.origin = origin;
      this.name = name;
      this.number = number;
      this.tree = tree;
    }

    Origin origin() {
      return origin;
    }

    String name() {
      return name;
    }

    /** Returns by which number the graph knows it; negative when it does not. */
    int number() {
      return number;
    }

    /** Returns one of the trees in which it stands: the first by id. */
    GitId tree() {
      return tree;
    }
  }

  GitNames(GitObjects objects, GitGraph graph) {
    this.objects = objects;
    this.graph = graph;
  }

  /** Returns the origin of a name, which says nothing of it. */
  static Origin origin(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return origin(QuietNames.hash(bytes, 0, bytes.length));
  }

  private static Origin origin(long hash) {
    return Origin.unresolved(ITEM + Long.toHexString(hash));
  }

  /** Returns whether a key stands in any. */
  boolean any() {
    return any;
  }

  /** Returns those with a key, by name. */
  synchronized Collection<Found> found() {
    return List.copyOf(new TreeMap<>(found).values());
  }

  private synchronized @Nullable Found known(String name) {
    return found.get(name);
  }

  private synchronized int add(String raw, String name, Origin origin, int tree) {
    GitId in = objects.id(tree);
    Found there = found.get(raw);
    if (there == null) {
      int number = found.size() < MOST ? graph.named(name) : UNPLACED;
      there = new Found(origin, name, number, in);
      found.put(raw, there);
      any = true;
    } else if (in.compareTo(there.tree) < 0) {
      there.tree = in;
    }
    return there.number;
  }

  /** Returns what looks at names on one thread. */
  Reader reader(DocumentSink sink) {
    return new Reader(sink, true);
  }

  /** Returns what looks whether there are any, on one thread, and tells the sink of none. */
  Reader asking(DocumentSink sink) {
    return new Reader(sink, false);
  }

  /** Looks at names on one thread. */
  final class Reader implements GitGraph.Names {
    private final DocumentSink sink;
    private final QuietNames quiet = new QuietNames();

    private final boolean tells;

    private Reader(DocumentSink sink, boolean tells) {
      this.sink = sink;
      this.tells = tells;
    }

    @Override
    public int look(byte[] bytes, int from, int to, int tree) {
      if (to - from < QuietNames.LEAST) {
        return UNPLACED;
      }
      long hash = QuietNames.hash(bytes, from, to);
      if (quiet.has(hash)) {
        return UNPLACED;
      }
      String raw = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
      Origin origin = origin(hash);
      if (known(raw) == null && !sink.name(bytes, from, to, () -> tells ? origin : null)) {
        quiet.add(hash);
        return UNPLACED;
      }
      String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      return add(raw, name, origin, tree);
    }
  }
}
