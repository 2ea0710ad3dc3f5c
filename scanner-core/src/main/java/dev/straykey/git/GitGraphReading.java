package dev.straykey.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills a graph from all packs and loose objects, for whoever reads nothing else of them. */
public final class GitGraphReading {
  private final GitObjects objects;
  private final GitGraph graph;

  public GitGraphReading(GitObjects objects, GitGraph graph) {
    this.objects = objects;
    this.graph = graph;
  }

  public void all() throws IOException {
    for (GitPack pack : objects.packs()) {
      pack(pack);
    }
    GitGraph.Reader reader = graph.reader(null);
    for (GitId id : objects.loose()) {
      loose(reader, id);
    }
  }

  private void pack(GitPack pack) throws IOException {
    try {
      List<Taker> takers = new ArrayList<>();
      for (int i = 0; i < GitThreads.count(); i++) {
        takers.add(new Taker(graph.reader(null)));
      }
      var walk = new GitPackWalk(objects, pack, takers.get(0));
      walk.run(GitPackWalk.Kind.TREES, takers);
      walk.run(GitPackWalk.Kind.COMMITS, takers);
    } catch (GitPack.DamagedException | GitLarge.BoundedException e) {
      return; // said when the history was read
    }
  }

  private void loose(GitGraph.Reader reader, GitId id) throws IOException {
    try {
      GitObjects.Loaded loaded = objects.load(id);
      if (loaded != null) {
        byte[] bytes = loaded.bytes();
        take(reader, objects.number(id.raw(), 0), loaded.type(), bytes, bytes.length);
      }
    } catch (GitPack.DamagedException | GitObjects.TooLargeException e) {
      return; // said when the history was read
    }
  }

  private void take(GitGraph.Reader reader, int number, int type, byte[] bytes, int length) {
    if (type == GitType.TREE) {
      reader.tree(number, bytes, length);
    } else if (type == GitType.COMMIT) {
      graph.commit(number, bytes, length);
    }
  }

  private final class Taker implements GitPackWalk.Taker {
    private final GitGraph.Reader reader;

    Taker(GitGraph.Reader reader) {
      this.reader = reader;
    }

    @Override
    public int @Nullable [] object(
        GitPack pack,
        int position,
        int type,
        byte[] bytes,
        int length,
        @Nullable GitRanges changed) {
      take(reader, pack.first() + position, type, bytes, length);
      return null;
    }

    @Override
    public void large(GitPack pack, int position, long offset, int type) {
      // said when the history was read
    }

    @Override
    public void damaged(GitPack pack, int position, String detail) {
      // said when the history was read
    }
  }
}
