package dev.straykey.source;

import dev.straykey.git.GitGraph;
import dev.straykey.git.GitId;
import dev.straykey.git.GitLarge;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitPackWalk;
import dev.straykey.git.GitThreads;
import dev.straykey.model.Origin;
import dev.straykey.model.ScanMemory;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads all objects of a repository once: first the texts, of which an earlier run may have read
 * some, then the trees, which tell what is missing and where that stands in which something was
 * found.
 */
final class GitWholeReading {
  /** So few packed objects are read before a second thread has begun. */
  private static final int FEW = 2000;

  private final GitRepository repository;
  private final GitObjects objects;
  private final DocumentSink sink;
  private final GitLargeFiles largeFiles;
  private final GitTexts texts;
  private final GitGraph graph;
  private final GitNames names;
  private final List<GitPart> parts = new ArrayList<>();
  private final @Nullable GitMemory memory;

  private final GitTreeReading trees;
  private final Set<GitPack> damaged = new HashSet<>();

  /** Whether the graph has all trees and commits, and was small enough to ask. */
  private boolean whole;

  GitWholeReading(
      GitRepository repository, DocumentSink sink, GitLargeFiles largeFiles, GitTexts texts) {
    this.repository = repository;
    this.objects = repository.objects();
    this.sink = sink;
    String source = repository.source();
    ReadOptions options = repository.options();
    this.largeFiles = largeFiles;
    this.texts = texts;
    this.graph = new GitGraph(objects);
    ScanMemory remembering = sink.memory();
    this.memory =
        remembering == null
            ? null
            : new GitMemory(remembering, objects, source, options.excludes());
    this.trees = new GitTreeReading(objects, parts, memory);
    this.names = new GitNames(objects, graph);
    parts.add(new GitPart(objects, texts, graph, names.reader(sink)));
    int threads = objects.firstLoose() < FEW ? 1 : GitThreads.count();
    for (int i = 1; i < threads; i++) {
      DocumentSink beside = sink.beside();
      if (beside != null) {
        var taking = new GitTexts(objects, source, beside, options, largeFiles);
        parts.add(new GitPart(objects, taking, graph, names.reader(beside)));
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
    GitUnchanged unchanged = memory == null ? null : new GitUnchanged(repository, memory);
    GitToldPlaces told = unchanged == null ? null : told(unchanged, found);
    if (memory != null && unchanged != null && found != null && told != null) {
      told.absent().forEach(texts::missing);
      found.forEach(
          origin -> sink.places(origin, told.places().getOrDefault(origin.item(), List.of())));
      largeFiles.finish(sink);
      remember(memory, memory.isAnyMissing(), GitMemory.History.SAME, unchanged.stamp());
      return;
    }
    GitKnownGraph known = known(found);
    boolean all = all(found);
    trees.read(known, all, damaged);
    whole = known != null || all;
    parts.forEach(GitPart::sayDamagedTrees);
    var telling = new GitTelling(repository, sink, texts);
    boolean missing = telling.tell(graph, found == null ? Set.of() : found, names.found());
    whole &= telling.isWhole();
    largeFiles.finish(sink);
    if (memory != null && unchanged != null) {
      // A key in a name is told of when its trees are read, so they are read again.
      boolean sure = whole && trees.damaged() == 0 && isSound() && !names.any();
      String still = found != null && sure ? unchanged.keep(telling.told()) : null;
      remember(
          memory,
          missing || names.any(),
          sure ? GitGraphRecord.of(objects, graph, known) : null,
          still);
    }
  }

  /** Returns what an earlier run told; null when it must be asked for. */
  private @Nullable GitToldPlaces told(GitUnchanged unchanged, @Nullable Collection<Origin> found) {
    return found != null && trees.read().isEmpty() && isSound()
        ? unchanged.told(found, parts.get(0))
        : null;
  }

  private boolean isSound() {
    return objects.damaged().isEmpty() && damaged.isEmpty() && !texts.isAnyDamaged();
  }

  /** Returns the history as an earlier run knew it; null when all is to be read again. */
  private @Nullable GitKnownGraph known(@Nullable Collection<Origin> found) {
    boolean sound = found != null && isSound() && trees.areLooseSound();
    GitKnownGraph known = memory != null && sound ? memory.graph() : null;
    return known != null && known.fill(graph) ? known : null;
  }

  /** Returns whether also those trees are to be read of which an earlier run read all. */
  private boolean all(@Nullable Collection<Origin> found) {
    return memory == null
        || memory.isDoubtful()
        || memory.hasGraph()
        || (found != null && !found.isEmpty());
  }

  private void packs() throws IOException {
    GitRecalled recalled = memory == null ? null : new GitRecalled(objects, memory, texts);
    var unread = new ArrayList<GitPack>();
    for (GitPack pack : objects.packs()) {
      if (recalled != null && recalled.has(pack)) {
        trees.remembered(pack);
        sink.counted("packs remembered", 1, false);
      } else {
        unread.add(pack);
      }
    }
    if (recalled != null) {
      recalled.read(parts.get(0), sink);
    }
    long known = 0;
    for (GitPack pack : unread) {
      var kinds = new GitKinds(pack.count());
      try {
        known += pack(pack, kinds);
      } catch (GitPack.DamagedException e) {
        damaged(pack, Skip.Reason.BROKEN, e);
      } catch (GitLarge.BoundedException e) {
        damaged(pack, Skip.Reason.BOUNDED, e);
      }
    }
    if (recalled != null) {
      recalled.settle(trees.read());
    }
    if (known > 0) {
      sink.counted("objects remembered", known, false);
    }
  }

  /** Counts what is in an archive where its pack is the first that has it. */
  private void archive(GitPack pack, int position, FileDocuments.Account account) {
    if (position >= 0 && objects.number(pack.id(position)) == pack.first() + position) {
      texts.remembered(account);
    }
  }

  private void damaged(GitPack pack, Skip.Reason reason, IOException e) {
    damaged.add(pack);
    texts.skip(pack.name(), reason, String.valueOf(e.getMessage()));
  }

  /** Reads the texts of a pack; returns how many of them an earlier run had read. */
  private long pack(GitPack pack, GitKinds kinds) throws IOException {
    var walk = new GitPackWalk(objects, pack, parts.get(0));
    boolean any = memory != null && known(memory.known(), pack, kinds);
    for (GitPart part : parts) {
      part.begin(kinds);
    }
    if (any) {
      walk.leave(position -> kinds.at(position) != 0);
    }
    GitCounts known = kinds.counts();
    texts.remembered(known);
    walk.run(GitPackWalk.Kind.TEXTS, parts);
    trees.read(pack, kinds, walk, any);
    return known.blobs() + known.commits() + known.tags();
  }

  /** Notes what is known of a pack; returns whether anything is. */
  private boolean known(GitKnownIds known, GitPack pack, GitKinds kinds) {
    boolean any = false;
    Map<GitId, FileDocuments.Account> archives =
        known.isEmpty() || memory == null ? Map.of() : memory.archives();
    byte[] raw = new byte[objects.idLength()];
    for (int i = 0; i < pack.count() && !known.isEmpty(); i++) {
      pack.id(i, raw);
      byte kind = known.kind(raw);
      FileDocuments.Account account = null;
      if (kind == GitKinds.ARCHIVE) {
        account = archives.get(pack.id(i));
        kind = account == null ? 0 : kind;
      }
      if (kind != 0 && kind != GitKinds.LOUD) {
        boolean twice = pack.first() > 0 && objects.number(raw, 0) != pack.first() + i;
        kinds.note(i, kind, twice && kind != GitKinds.TREE);
        any = true;
      }
      if (account != null) {
        archive(pack, i, account);
        parts.get(0).archives().put(pack.id(i), account);
      }
    }
    return any;
  }

  private void looseTexts() throws IOException {
    GitPart part = parts.get(0);
    boolean many = objects.loose().size() >= GitMemory.FEW_LOOSE;
    GitKnownIds known = memory != null && many ? memory.known() : null;
    for (GitId id : objects.loose()) {
      byte kind = known == null ? 0 : known.kind(id.raw());
      if (GitKinds.isText(kind)) {
        part.known(id, kind);
        texts.remembered(GitKinds.one(kind));
      } else if (kind != GitKinds.TREE) {
        part.loose(id, false);
      }
    }
  }

  /** What was read to its end need not be read again. */
  private void remember(
      GitMemory remembering,
      boolean missing,
      GitMemory.@Nullable History history,
      @Nullable String still)
      throws IOException {
    Collection<Origin> again = sink.again();
    if (again == null) {
      return;
    }
    var loud = new GitLoud(objects, texts, again, sink.inPart(), parts);
    var archives = new HashMap<GitId, FileDocuments.Account>();
    parts.forEach(part -> archives.putAll(part.archives()));
    for (Map.Entry<GitPack, GitKinds> one : trees.read().entrySet()) {
      GitPack pack = one.getKey();
      if (!damaged.contains(pack) && !texts.isDamaged(pack.name())) {
        loud.naming(pack, one.getValue());
        remembering.remember(pack, one.getValue(), loud, archives);
      }
    }
    Set<GitId> special = new HashSet<>();
    parts.forEach(part -> special.addAll(part.loud()));
    GitClosedNotes closed = remembering.closed();
    closed.keep(GitFound.of(again, special, sink, archives, closed.found()));
    Map<GitId, Byte> loose = parts.get(0).looseKinds();
    loud.naming(loose);
    loose.keySet().stream().filter(archives::containsKey).forEach(loud.ids()::add);
    remembering.finish(
        missing || !damaged.isEmpty(),
        texts.isDamaged("loose objects") ? Map.of() : loose,
        loud.ids(),
        history,
        still);
  }
}
