package dev.straykey.source;

import dev.straykey.git.GitAgain;
import dev.straykey.git.GitId;
import dev.straykey.git.GitLarge;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitType;
import dev.straykey.unpack.Archives;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The packs that an earlier run read to their end. Packs may share objects, each of which counts
 * once: what was counted with another pack is known, and that pack must still be there.
 */
final class GitRecalled {
  private final GitObjects objects;
  private final GitMemory memory;
  private final GitTexts texts;
  private final Map<GitPack, GitPackNote> packs = new LinkedHashMap<>();
  private final Set<GitId> shared;
  private final Map<GitPack, GitKnownIds> ids = new HashMap<>();

  GitRecalled(GitObjects objects, GitMemory memory, GitTexts texts) {
    this.objects = objects;
    this.memory = memory;
    this.texts = texts;
    for (GitPack pack : objects.packs()) {
      GitPackNote note = memory.recall(pack);
      if (note != null) {
        packs.put(pack, note);
      }
    }
    boolean less = true;
    while (less) { // which may leave another one without it
      less = packs.entrySet().removeIf(one -> !isCovered(one.getKey(), one.getValue()));
    }
    memory.recalled(packs.keySet());
    this.shared = packs.isEmpty() ? Set.of() : shared();
  }

  /** Returns whether each object that was counted elsewhere still is. */
  private boolean isCovered(GitPack pack, GitPackNote note) {
    return note.twice().stream()
        .allMatch(id -> counting(id).stream().anyMatch(p -> !p.equals(pack)));
  }

  /** Returns the packs with which an object was counted; in order. */
  private List<GitPack> counting(GitId id) {
    var counting = new ArrayList<GitPack>();
    packs.forEach(
        (pack, note) -> {
          if (!note.isNothing() && pack.position(id) >= 0 && !note.twice().contains(id)) {
            counting.add(pack);
          }
        });
    return counting;
  }

  /** What lies in several packs. */
  private Set<GitId> shared() {
    var ids = new TreeSet<GitId>();
    GitPack largest = objects.packs().get(0);
    for (GitPack pack : objects.packs()) {
      largest = pack.count() > largest.count() ? pack : largest;
    }
    byte[] raw = new byte[objects.idLength()];
    List<GitPack> different = new ArrayList<>(objects.packs());
    different.removeIf(pack -> GitPackNote.NOTHING.equals(packs.get(pack)));
    for (GitPack pack : different) {
      for (int i = 0; i < pack.count() && !pack.equals(largest); i++) {
        pack.id(i, raw);
        for (GitPack other : different) {
          if (!other.equals(pack) && other.position(raw, 0) >= 0) {
            ids.add(pack.id(i));
            break;
          }
        }
      }
    }
    return ids;
  }

  boolean has(GitPack pack) {
    return packs.containsKey(pack);
  }

  /** Returns whether the first copy of an object lies in a pack that is read now. */
  private boolean isReadNow(GitId id) {
    int number = objects.number(id);
    for (GitPack pack : objects.packs()) {
      if (number < pack.first() + pack.count()) {
        return !has(pack);
      }
    }
    return false;
  }

  /** Counts what was read, and reads again what something was found in. */
  void read(GitPart part, DocumentSink sink) throws IOException {
    GitCounts before = texts.counts();
    var counts = new GitCounts(0, 0, 0, 0);
    var again = new LinkedHashMap<GitId, GitAgain>();
    for (Map.Entry<GitPack, GitPackNote> one : packs.entrySet()) {
      GitPackNote note = one.getValue();
      counts = counts.plus(note.counts());
      note.again()
          .forEach(
              (id, how) -> {
                if (!(shared.contains(id) && isReadNow(id))) {
                  again.putIfAbsent(id, how);
                }
              });
      note.archives()
          .forEach(
              (id, account) -> {
                if (!shared.contains(id)
                    || (!isReadNow(id) && counting(id).indexOf(one.getKey()) == 0)) {
                  texts.remembered(account);
                }
              });
    }
    memory.closed().found().read(again, sink, texts, part);
    texts.remembered(counts.minus(texts.counts().minus(before)));
  }

  /**
   * Counts once what several packs counted, and remembers so.
   *
   * @param read what is in the packs that were read now
   */
  void settle(Map<GitPack, GitKinds> read) throws IOException {
    Map<GitPack, Set<GitId>> twice = new HashMap<>();
    Map<GitPack, GitCounts> less = new HashMap<>();
    for (GitId id : shared) {
      List<GitPack> counting = counting(id);
      List<GitPack> over =
          isReadNow(id) || counting.isEmpty() ? counting : counting.subList(1, counting.size());
      if (over.isEmpty()) {
        continue;
      }
      GitCounts one = GitKinds.one(kind(id, read, over.get(0)));
      for (GitPack pack : over) {
        twice.computeIfAbsent(pack, p -> new TreeSet<>()).add(id);
        less.merge(pack, one, GitCounts::plus);
      }
    }
    for (Map.Entry<GitPack, Set<GitId>> one : twice.entrySet()) {
      GitPack pack = one.getKey();
      GitCounts over = java.util.Objects.requireNonNull(less.get(pack));
      texts.remembered(new GitCounts(0, 0, 0, 0).minus(over));
      GitPackNote note = java.util.Objects.requireNonNull(packs.get(pack));
      memory.remember(pack, note.without(one.getValue(), over));
    }
  }

  private byte kind(GitId id, Map<GitPack, GitKinds> read, GitPack pack) throws IOException {
    for (Map.Entry<GitPack, GitKinds> one : read.entrySet()) {
      int position = one.getKey().position(id);
      if (position >= 0 && !one.getValue().isTwice(position)) {
        byte kind = one.getValue().at(position);
        return kind == 0 ? GitKinds.TREE : kind;
      }
    }
    byte kind = ids.computeIfAbsent(pack, memory::ids).kind(id.raw());
    return kind == 0 || kind == GitKinds.LOUD ? kind(id) : kind;
  }

  private byte kind(GitId id) throws IOException {
    try {
      GitObjects.Loaded loaded = objects.load(id);
      if (loaded == null || loaded.type() == GitType.TREE) {
        return GitKinds.TREE;
      }
      byte[] bytes = loaded.bytes();
      return loaded.type() == GitType.BLOB && isBinary(bytes, bytes.length)
          ? GitKinds.BINARY
          : GitKinds.of(loaded.type());
    } catch (GitObjects.TooLargeException e) {
      return large(objects.find(id));
    } catch (GitPack.DamagedException e) {
      return GitKinds.BLOB;
    }
  }

  private byte large(GitObjects.@Nullable Found found) throws IOException {
    if (found != null) {
      try (var large = new GitLarge(objects);
          var in = large.content(found).open()) {
        byte[] head = in.readNBytes(Texts.HEAD);
        return isBinary(head, head.length) ? GitKinds.BINARY : GitKinds.BLOB;
      } catch (GitPack.DamagedException | GitLarge.BoundedException e) {
        return GitKinds.BLOB; // as it was said then
      }
    }
    return GitKinds.BLOB;
  }

  private static boolean isBinary(byte[] bytes, int length) {
    return Texts.isBinary(bytes, length)
        && Archives.recognise(bytes, Math.min(length, Archives.HEAD)) == null;
  }
}
