package dev.straykey.source;

import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.ScanMemory;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads all objects of a repository once: first the texts, of which an earlier run may have read
 * some, then the trees, which tell what is missing and where that stands in which something was
 * found.
 */
final class GitWholeReading {
  /** So few packed objects are read before a second thread has begun. */
  private static final int FEW = 2000;

  /** How many missing objects are named. */
  static final int MAX_NAMED = 20;

  private final GitObjects objects;
  private final String source;
  private final DocumentSink sink;
  private final ReadOptions options;
  private final GitLayout layout;
  private final GitRefs refs;
  private final GitLargeFiles largeFiles;
  private final GitTexts texts;
  private final GitGraph graph;
  private final List<GitPart> parts = new ArrayList<>();
  private final @Nullable GitMemory memory;

  /** What was read of each pack, now or earlier; null when all of it was known. */
  private final Map<GitPack, @Nullable GitKinds> read = new LinkedHashMap<>();

  /** Walks that trees can be read with. */
  private final Map<GitPack, GitPackWalk> walks = new LinkedHashMap<>();

  private final Set<GitPack> damaged = new HashSet<>();

  GitWholeReading(
      GitObjects objects,
      String source,
      DocumentSink sink,
      ReadOptions options,
      GitLayout layout,
      GitRefs refs,
      GitLargeFiles largeFiles,
      GitTexts texts) {
    this.objects = objects;
    this.source = source;
    this.sink = sink;
    this.options = options;
    this.layout = layout;
    this.refs = refs;
    this.largeFiles = largeFiles;
    this.texts = texts;
    this.graph = new GitGraph(objects);
    ScanMemory remembering = sink.memory();
    this.memory = remembering == null ? null : new GitMemory(remembering, objects, source);
    parts.add(new GitPart(objects, texts, graph));
    int threads = objects.firstLoose() < FEW ? 1 : GitThreads.count();
    for (int i = 1; i < threads; i++) {
      DocumentSink beside = sink.beside();
      if (beside != null) {
        var taking = new GitTexts(objects, source, beside, options, largeFiles);
        parts.add(new GitPart(objects, taking, graph));
      }
    }
  }

  void read() throws IOException {
    objects.damaged().forEach(sink::skipped);
    packs();
    looseTexts();
    parts.subList(1, parts.size()).forEach(part -> texts.join(part.taking()));
    texts.finish();
    Collection<Origin> found = damaged.isEmpty() ? sink.found() : null;
    if (found != null) {
      GitLookup.blobs(found).forEach(graph::want);
    }
    boolean all = memory == null || memory.isDoubtful() || (found != null && !found.isEmpty());
    trees(all);
    parts.forEach(GitPart::sayDamagedTrees);
    boolean missing = places(found == null ? Set.of() : found);
    largeFiles.finish(sink);
    if (memory != null) {
      remember(memory, missing);
    }
  }

  private void packs() throws IOException {
    var unread = new ArrayList<GitPack>();
    for (GitPack pack : objects.packs()) {
      GitMemory.Remembered remembered = memory == null ? null : memory.recall(pack);
      if (remembered == null) {
        unread.add(pack);
        continue;
      }
      read.put(pack, null);
      GitPart part = parts.get(0);
      GitTexts.Counts before = part.taking().counts();
      for (GitId id : remembered.again()) {
        if (objects.number(id.raw(), 0) == pack.first() + pack.position(id)) {
          part.again(id);
        }
      }
      GitTexts.Counts again = part.taking().counts().minus(before);
      part.taking().remembered(remembered.counts().minus(again));
      sink.counted("packs remembered", 1, false);
    }
    long known = 0;
    for (GitPack pack : unread) {
      var kinds = new GitKinds(pack.count());
      try {
        known += pack(pack, kinds);
        read.put(pack, kinds);
      } catch (GitPack.DamagedException e) {
        damaged(pack, Skip.Reason.BROKEN, e);
      } catch (GitLarge.BoundedException e) {
        damaged(pack, Skip.Reason.BOUNDED, e);
      }
    }
    if (known > 0) {
      sink.counted("objects remembered", known, false);
    }
  }

  private void damaged(GitPack pack, Skip.Reason reason, IOException e) {
    damaged.add(pack);
    texts.skip(pack.name(), reason, String.valueOf(e.getMessage()));
  }

  /** Reads the texts of a pack; returns how many of them an earlier run had read. */
  private long pack(GitPack pack, GitKinds kinds) throws IOException {
    var walk = new GitPackWalk(objects, pack, parts.get(0));
    long known = memory == null ? 0 : known(memory.known(), pack, kinds);
    for (GitPart part : parts) {
      part.begin(kinds);
    }
    if (known > 0) {
      walk.leave(position -> kinds.at(position) != 0);
    } else {
      walks.put(pack, walk);
    }
    walk.run(GitPackWalk.Kind.TEXTS, parts);
    return known;
  }

  private long known(GitIdSet known, GitPack pack, GitKinds kinds) {
    if (known.size() == 0) {
      return 0;
    }
    long n = 0;
    for (int i = 0; i < pack.count(); i++) {
      byte[] raw = pack.id(i).raw();
      byte kind = known.kind(raw, 0);
      if (kind != 0) {
        kinds.note(i, kind, objects.number(raw, 0) != pack.first() + i);
        n++;
      }
    }
    texts.remembered(kinds.counts());
    return n;
  }

  private void looseTexts() throws IOException {
    GitPart part = parts.get(0);
    boolean many = objects.loose().size() >= GitMemory.FEW_LOOSE;
    GitIdSet known = memory != null && many ? memory.known() : null;
    for (GitId id : objects.loose()) {
      byte kind = known == null ? 0 : known.kind(id.raw(), 0);
      if (kind == 0) {
        part.loose(id, false);
      } else {
        part.known(id, kind);
        texts.remembered(GitKinds.one(kind));
      }
    }
  }

  /**
   * Reads trees.
   *
   * @param all also those, and the commits, of what an earlier run read
   */
  private void trees(boolean all) throws IOException {
    for (Map.Entry<GitPack, @Nullable GitKinds> one : read.entrySet()) {
      GitPack pack = one.getKey();
      if (one.getValue() == null && !all) {
        continue;
      }
      long before = damagedTrees();
      GitPackWalk walk = walks.get(pack);
      if (walk != null) {
        walk.run(GitPackWalk.Kind.TREES, parts);
      } else {
        parts.forEach(GitPart::graphOnly);
        walk = new GitPackWalk(objects, pack, parts.get(0));
        walk.run(GitPackWalk.Kind.TREES, parts);
        walk.run(GitPackWalk.Kind.COMMITS, parts);
      }
      if (damagedTrees() > before) {
        damaged.add(pack);
      }
    }
    for (GitId id : objects.loose()) {
      parts.get(0).loose(id, true);
    }
  }

  private long damagedTrees() {
    return parts.stream().mapToLong(GitPart::damagedTreesSoFar).sum();
  }

  /** What was read to its end need not be read again. */
  private void remember(GitMemory remembering, boolean missing) throws IOException {
    Collection<Origin> again = sink.again();
    if (again == null) {
      return;
    }
    Set<GitId> loud = new HashSet<>();
    parts.forEach(part -> loud.addAll(part.loud()));
    var people = new TreeSet<GitId>();
    for (Origin origin : again) {
      GitId id = origin.provenances().isEmpty() ? GitPlaces.id(origin.item()) : null;
      if (id != null) {
        loud.add(id);
        if (origin.item().startsWith(GitPlaces.PERSON)) {
          people.add(id);
        }
      }
    }
    for (Map.Entry<GitPack, @Nullable GitKinds> one : read.entrySet()) {
      GitPack pack = one.getKey();
      GitKinds kinds = one.getValue();
      if (kinds != null && !damaged.contains(pack) && !texts.isDamaged(pack.name())) {
        if (!people.isEmpty()) {
          // Any of the commits that name such a person may be the only one that is left one day.
          var naming = new GitNaming(texts.people(people), loud);
          new GitPackWalk(objects, pack, naming).run(GitPackWalk.Kind.COMMITS, List.of(naming));
        }
        remembering.remember(pack, kinds, loud);
      }
    }
    if (people.isEmpty() && !texts.isDamaged("loose objects")) {
      remembering.remember(parts.get(0).looseKinds(), loud);
    }
    remembering.finish(missing || !damaged.isEmpty());
  }

  /**
   * Says what is missing, and where that stands in which something was found. Returns whether
   * something is missing.
   */
  private boolean places(Collection<Origin> found) throws IOException {
    if (graph.isFull()) {
      // Too many folders for memory: commits are compared one by one, now and for the places.
      var commits = new GitCommits(objects, refs, source);
      Set<GitId> noted = graph.missing().keySet();
      var missing = new TreeSet<String>();
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
      return !missing.isEmpty();
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
    return !absent.isEmpty();
  }

  private void missing(Collection<String> ids) {
    ids.stream()
        .limit(MAX_NAMED)
        .forEach(id -> texts.skip(id, Skip.Reason.MISSING, "is not there"));
  }
}
