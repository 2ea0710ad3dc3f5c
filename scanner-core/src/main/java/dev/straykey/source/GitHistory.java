package dev.straykey.source;

import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.ScanMemory;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of a repository as documents: every blob once, and what commits and tags say.
 * Where they stand is asked when something was found in them: of the trees, which are read last.
 */
final class GitHistory {
  private static final int MAX_NAMED = 20;

  private final GitObjects objects;
  private final String source;
  private final DocumentSink sink;
  private final ReadOptions options;
  private final GitLayout layout;
  private final GitRefs refs;
  private final GitLargeFiles largeFiles;
  private final GitTexts texts;
  private final Map<GitPack, GitTexts.Counts> read = new LinkedHashMap<>();
  private long skipped;

  GitHistory(
      GitObjects objects,
      String source,
      DocumentSink sink,
      ReadOptions options,
      GitLayout layout,
      GitRefs refs) {
    this.objects = objects;
    this.source = source;
    this.sink = sink;
    this.options = options;
    this.layout = layout;
    this.refs = refs;
    this.largeFiles = new GitLargeFiles(layout, source);
    this.texts = texts(sink);
  }

  private GitTexts texts(DocumentSink taking) {
    return new GitTexts(objects, source, taking, options, largeFiles);
  }

  /** Reads everything that is there, whether a ref leads to it or not. */
  void everything() throws IOException {
    objects.damaged().forEach(sink::skipped);
    var graph = new GitGraph(objects);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(texts, graph));
    for (int i = 1; i < GitThreads.count() && !objects.packs().isEmpty(); i++) {
      DocumentSink beside = sink.beside();
      if (beside != null) {
        parts.add(new Part(texts(beside), graph));
      }
    }
    ScanMemory known = sink.memory();
    var memory = known == null ? null : new GitMemory(known, objects);
    List<GitPackWalk> walks = new ArrayList<>();
    for (GitPack pack : objects.packs()) {
      GitMemory.Remembered remembered = memory == null ? null : memory.recall(pack);
      if (remembered != null) {
        again(parts.get(0), remembered);
        continue;
      }
      try {
        GitTexts.Counts before = counts(parts);
        var walk = new GitPackWalk(objects, pack, parts.get(0));
        walk.run(GitPackWalk.Kind.TEXTS, parts);
        walks.add(walk);
        read.put(pack, counts(parts).minus(before));
      } catch (GitPack.DamagedException e) {
        skip(pack.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
      } catch (GitLarge.BoundedException e) {
        skip(pack.name(), Skip.Reason.BOUNDED, String.valueOf(e.getMessage()));
      }
    }
    loose(parts.get(0), false);
    parts.subList(1, parts.size()).forEach(part -> texts.join(part.taking));
    List<GitId> loud = texts.finish();
    boolean all = walks.size() == objects.packs().size();
    Collection<Origin> found = all ? sink.found() : null;
    if (found != null) {
      GitLookup.blobs(found).forEach(graph::want);
    }
    for (GitPackWalk walk : walks) {
      walk.run(GitPackWalk.Kind.TREES, parts);
    }
    loose(parts.get(0), true);
    parts.forEach(Part::damagedTrees);
    boolean whole = places(graph, found == null ? Set.of() : found);
    largeFiles.finish(sink);
    if (memory != null && whole && skipped == 0) {
      parts.forEach(part -> loud.addAll(part.loud));
      remember(memory, loud);
    }
  }

  private static GitTexts.Counts counts(List<Part> parts) {
    var sum = new GitTexts.Counts(0, 0, 0, 0);
    for (Part part : parts) {
      sum = sum.plus(part.taking.counts());
    }
    return sum;
  }

  /** Reads of a pack that is remembered only what was not quiet. */
  private void again(Part part, GitMemory.Remembered remembered) throws IOException {
    GitTexts.Counts before = part.taking.counts();
    for (GitId id : remembered.again()) {
      GitObjects.Found found = objects.find(id);
      try {
        GitObjects.Loaded loaded = objects.load(id);
        if (loaded != null) {
          part.take(
              objects.number(id.raw(), 0),
              id,
              loaded.type(),
              loaded.bytes(),
              loaded.bytes().length,
              null);
        }
      } catch (GitObjects.TooLargeException e) {
        if (found != null) {
          part.large(id, GitType.BLOB, found);
        }
      } catch (GitPack.DamagedException e) {
        skip(id.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
      }
    }
    GitTexts.Counts read = part.taking.counts().minus(before);
    part.taking.remembered(remembered, read);
    sink.counted("packs remembered", 1, false);
  }

  /** What was read to its end, with nothing missing, need not be read again. */
  private void remember(GitMemory memory, List<GitId> loud) {
    Map<GitPack, List<GitId>> byPack = new HashMap<>();
    for (GitId id : loud) {
      GitObjects.Found found = objects.find(id);
      GitPack pack = found == null ? null : found.pack();
      if (pack != null) {
        byPack.computeIfAbsent(pack, p -> new ArrayList<>()).add(id);
      }
    }
    read.forEach(
        (pack, counts) -> {
          if (!texts.isDamaged(pack.name())) {
            memory.remember(pack, counts, byPack.getOrDefault(pack, List.of()));
          }
        });
  }

  /**
   * Says what is missing, and where that stands in which something was found. Returns whether
   * nothing is missing.
   */
  private boolean places(GitGraph graph, Collection<Origin> found) throws IOException {
    if (graph.isFull()) {
      // Too many folders for memory: commits are compared one by one, now and for the places.
      var commits = new GitCommits(objects, refs, source);
      Set<GitId> noted = graph.missing().keySet();
      var missing = new java.util.TreeSet<String>();
      commits.walk(
          options,
          !noted.isEmpty(),
          new GitCommits.Taker() {
            @Override
            public void commit(GitCommits.Walked commit) {}

            @Override
            public void blob(GitCommits.Walked commit, String path, GitId id) {
              if (noted.contains(id)) {
                missing.add(id.name());
              }
            }
          });
      missing.addAll(commits.missing());
      missing(missing);
      return missing.isEmpty();
    }
    var spots = new GitSpots(objects, refs, graph);
    List<String> absent = spots.missing().stream().map(GitId::name).toList();
    missing(absent);
    if (!found.isEmpty()) {
      Map<Origin, List<Provenance>> places =
          new GitPlaces(source, objects, refs, layout, options).places(found, spots);
      places.forEach(sink::places);
      if (spots.isBounded()) {
        sink.notice("the history has more paths than are told; some places are left out");
      }
    }
    return absent.isEmpty();
  }

  private void missing(Collection<String> ids) {
    ids.stream().limit(MAX_NAMED).forEach(id -> skip(id, Skip.Reason.MISSING, "is not there"));
  }

  /** Reads what the commits asked for brought in, and their messages. */
  void some() throws IOException {
    Set<GitId> seen = new HashSet<>();
    var history = new GitCommits(objects, refs, source);
    history.walk(
        options,
        true,
        new GitCommits.Taker() {
          @Override
          public void commit(GitCommits.Walked commit) throws IOException {
            texts.commit(commit.id(), commit.raw(), commit.raw().length);
          }

          @Override
          public void blob(GitCommits.Walked commit, String path, GitId id) throws IOException {
            if (seen.add(id)) {
              one(id, Origin.unresolved(id.name()), "");
            }
          }
        });
    if (history.notice() != null) {
      sink.notice(history.notice());
    }
    missing(history.missing());
    finish();
  }

  /** Reads what was sent and is not taken yet, as far as it is new. */
  void received() throws IOException {
    objects.damaged().forEach(sink::skipped);
    var part = new Part(texts, new GitGraph(objects));
    for (GitPack pack : objects.packs()) {
      if (objects.isReceived(pack)) {
        try {
          new GitPackWalk(objects, pack, part).run(GitPackWalk.Kind.TEXTS, List.of(part));
        } catch (GitPack.DamagedException e) {
          skip(pack.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
        } catch (GitLarge.BoundedException e) {
          skip(pack.name(), Skip.Reason.BOUNDED, String.valueOf(e.getMessage()));
        }
      }
    }
    loose(part, false);
    finish();
  }

  /** Reads one blob from wherever it lies. */
  void one(GitId id, Origin origin, String name) throws IOException {
    try {
      GitObjects.Loaded loaded = objects.load(id);
      if (loaded == null) {
        skip(id.name(), Skip.Reason.MISSING, "is not there");
      } else {
        texts.blob(origin, name, loaded.bytes(), loaded.bytes().length, null);
      }
    } catch (GitObjects.TooLargeException e) {
      GitObjects.Found found = objects.find(id);
      if (found != null) {
        texts.large(id, found, origin, name);
      }
    } catch (GitPack.DamagedException e) {
      skip(id.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
    }
  }

  void finish() throws IOException {
    texts.finish();
    largeFiles.finish(sink);
  }

  private void skip(String what, Skip.Reason reason, String detail) {
    skipped++;
    sink.skipped(new Skip(source + "/" + what, reason, detail));
  }

  private void loose(Part part, boolean trees) throws IOException {
    int number = objects.firstLoose() - 1;
    for (GitId id : objects.loose()) {
      number++;
      if (options.quarantine() != null && !objects.isReceived(id)) {
        continue;
      }
      Path file = objects.looseFile(id);
      int type = 0;
      try {
        try (var opened = GitLoose.open(file)) {
          type = opened.type();
        }
        if ((type == GitType.TREE) == trees) {
          GitObjects.Loaded loaded = GitLoose.load(file);
          part.take(number, id, type, loaded.bytes(), loaded.bytes().length, null);
        }
      } catch (GitObjects.TooLargeException e) {
        part.large(id, e.type(), new GitObjects.Found(null, 0, file));
      } catch (GitPack.DamagedException e) {
        if (!trees && type != GitType.TREE) {
          part.taking.damaged("loose objects");
        } else if (trees && type == GitType.TREE) {
          part.damagedTrees++;
        }
      }
    }
  }

  /** What one thread reads. */
  private final class Part implements GitPackWalk.Taker {
    private final GitTexts taking;
    private final GitGraph graph;
    private final GitGraph.Reader trees;
    private final List<GitId> loud = new ArrayList<>();
    private long damagedTrees;

    Part(GitTexts taking, GitGraph graph) {
      this.taking = taking;
      this.graph = graph;
      this.trees = graph.reader();
    }

    @Override
    public boolean object(
        GitPack pack, int position, int type, byte[] bytes, int length, @Nullable GitRanges changed)
        throws IOException {
      int number = pack.first() + position;
      GitId id = type == GitType.TREE ? null : pack.id(position);
      return !readBefore(pack, position) && take(number, id, type, bytes, length, changed);
    }

    boolean take(
        int number,
        @Nullable GitId id,
        int type,
        byte[] bytes,
        int length,
        @Nullable GitRanges changed)
        throws IOException {
      if (type == GitType.TREE || id == null) {
        if (!trees.tree(number, bytes, length)) {
          damagedTrees++;
        }
        return false;
      }
      boolean quiet = text(number, id, type, bytes, length, changed);
      if (taking.again()) {
        loud.add(id);
      }
      return quiet;
    }

    private boolean text(
        int number, GitId id, int type, byte[] bytes, int length, @Nullable GitRanges changed)
        throws IOException {
      switch (type) {
        case GitType.BLOB -> {
          return taking.blob(Origin.unresolved(id.name()), "", bytes, length, changed);
        }
        case GitType.COMMIT -> {
          if (!graph.commit(number, bytes, length)) {
            taking.damaged("commits");
          }
          taking.commit(id, bytes, length);
        }
        default -> taking.tag(id, bytes, length);
      }
      return false;
    }

    /** Packs may overlap; of several copies the first is read. */
    private boolean readBefore(GitPack pack, int position) {
      return pack.first() > 0
          && objects.number(pack.id(position).raw(), 0) != pack.first() + position;
    }

    @Override
    public void large(GitPack pack, int position, long offset, int type) throws IOException {
      if (!readBefore(pack, position)) {
        large(pack.id(position), type, new GitObjects.Found(pack, offset, null));
      }
    }

    void large(GitId id, int type, GitObjects.Found found) throws IOException {
      if (type == GitType.BLOB) {
        loud.add(id);
        taking.large(id, found, Origin.unresolved(id.name()), "");
      } else {
        skip(id.name(), Skip.Reason.BOUNDED, "a tree, commit or tag too large for memory");
      }
    }

    @Override
    public void damaged(GitPack pack, int position, String detail) {
      taking.damaged(pack.name());
    }

    void damagedTrees() {
      if (damagedTrees > 0) {
        skip("trees", Skip.Reason.BROKEN, FileDocuments.counted(damagedTrees, "tree") + " damaged");
      }
    }
  }
}
