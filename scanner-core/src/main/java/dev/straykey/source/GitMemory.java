package dev.straykey.source;

import dev.straykey.git.GitAgain;
import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitPackDigests;
import dev.straykey.model.ScanMemory;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs read to its end. A pack never changes: of one that was read only what something
 * was found in is read again. It is known by the digest of its whole index, which holds the id and
 * the checksum of everything in it, and by its size. When packs were made anew, their objects are
 * known by their ids.
 *
 * <p>Holds ids and numbers, nothing of any text.
 */
final class GitMemory {
  private static final String VERSION = "6";

  /** So many loose objects are cheaper to read than to look up. */
  static final int FEW_LOOSE = 512;

  private final ScanMemory memory;
  private final String version;
  private final GitObjects objects;
  private final String repository;
  private final GitPackDigests digests;
  private final GitState before;
  private final Set<String> asked = new HashSet<>();
  private final Set<String> recalled = new LinkedHashSet<>();
  private final String row;
  private final GitClosedNotes closed;
  private @Nullable GitKnownIds known;
  private @Nullable Set<GitPack> old;
  private @Nullable Map<GitId, FileDocuments.Account> archives;

  /**
   * @param excludes what of archives is left out, which must be the same for anything to be known
   */
  GitMemory(ScanMemory memory, GitObjects objects, String source, List<String> excludes) {
    this.memory = memory;
    this.version =
        excludes.isEmpty()
            ? VERSION
            : VERSION
                + "-"
                + GitPackDigests.of(String.join("\n", excludes).getBytes(StandardCharsets.UTF_8));
    this.objects = objects;
    this.repository = GitPackDigests.of(source.getBytes(StandardCharsets.UTF_8));
    String value = memory.recall("git-repository:" + repository);
    this.row = value == null ? "" : value;
    this.before = GitState.parse(version, row);
    this.closed = new GitClosedNotes(memory, version, repository);
    this.digests = new GitPackDigests(before.digests());
  }

  private String digest(GitPack pack) {
    return digests.of(pack);
  }

  /** Returns what was in archives of packs that are gone; after all packs were asked for. */
  Map<GitId, FileDocuments.Account> archives() {
    Map<GitId, FileDocuments.Account> all = archives;
    if (all != null) {
      return all;
    }
    all = new HashMap<>();
    for (String digest : before.packs()) {
      GitPackNote note = recalled.contains(digest) ? null : note(digest);
      if (note != null) {
        all.putAll(note.archives());
      }
    }
    archives = all;
    return all;
  }

  private @Nullable GitPackNote note(String digest) {
    String[] parts = parts("git-pack:" + digest, 1 + GitPackNote.PARTS);
    try {
      return parts == null ? null : GitPackNote.parse(parts, 1);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private String @Nullable [] parts(String key, int howMany) {
    String value = memory.recall(key);
    String[] parts = value == null ? new String[0] : value.split(" ", -1);
    return parts.length == howMany && parts[0].equals(version) ? parts : null;
  }

  /**
   * Returns whether something may be missing now that an earlier run did not say, or said, or stand
   * in a name: then all trees have to be read. A pack may be known from another repository.
   */
  boolean isDoubtful() {
    return before.unsure() || !recalled.equals(before.packs());
  }

  /** Returns what is remembered of a pack; null when nothing is, or when it does not fit. */
  @Nullable GitPackNote recall(GitPack pack) {
    String digest = digest(pack);
    if (asked.contains(digest)) {
      return GitPackNote.NOTHING;
    }
    GitPackNote note = note(digest);
    if (note == null || !note.again().keySet().stream().allMatch(id -> pack.position(id) >= 0)) {
      return null;
    }
    asked.add(digest);
    return note;
  }

  /** Takes note of the packs that {@link #recall} returned and that need not be read. */
  void recalled(Set<GitPack> packs) {
    packs.forEach(pack -> recalled.add(digest(pack)));
  }

  /** Returns what was there besides packs that still are; after all packs were asked for. */
  GitKnownIds known() {
    GitKnownIds ids = known;
    if (ids == null) {
      ids = new GitKnownIds(objects);
      for (String digest : new TreeSet<>(before.packs())) {
        if (!recalled.contains(digest)) {
          ids.add(ids(digest));
        }
      }
      ids.add(stamped("git-ids:" + repository, before.loose()));
      known = ids;
    }
    return ids;
  }

  private @Nullable String ids(String digest) {
    String[] parts = parts("git-ids:" + digest, 2);
    return parts == null ? null : parts[1];
  }

  /** Returns what is known of the objects of a pack. */
  GitKnownIds ids(GitPack pack) {
    var ids = new GitKnownIds(objects);
    ids.add(ids(digest(pack)));
    return ids;
  }

  /** Returns the packs that are still there of those of the run before. */
  private Set<GitPack> oldPacks() {
    Set<GitPack> packs = old;
    if (packs == null) {
      packs = new HashSet<>();
      for (GitPack pack : objects.packs()) {
        String digest = digest(pack);
        if (recalled.contains(digest) && before.packs().contains(digest)) {
          packs.add(pack);
        }
      }
      old = packs;
    }
    return packs;
  }

  /** Returns whether the run before knew a pack, in this repository. */
  boolean isOld(GitPack pack) {
    return oldPacks().contains(pack);
  }

  /** Returns whether the run before knew the object with a number. */
  boolean isOld(int number) {
    for (GitPack pack : objects.packs()) {
      if (number < pack.first() + pack.count()) {
        return isOld(pack) || known().kind(objects.id(number).raw()) != 0;
      }
    }
    return known().kind(objects.id(number).raw()) != 0;
  }

  /** Returns whether the run before knew an object, in whichever copy. */
  boolean isOld(GitId id) {
    return id.length() == objects.idLength()
        && (oldPacks().stream().anyMatch(pack -> pack.position(id) >= 0)
            || known().kind(id.raw()) != 0);
  }

  /** Returns whether the run before kept the history. */
  boolean hasGraph() {
    return !before.graph().equals(GitState.NO);
  }

  /**
   * Returns the history as the run before knew it, when everything that it knew is still there;
   * else null.
   */
  @Nullable GitKnownGraph graph() {
    if (!hasGraph() || (oldPacks().isEmpty() && known().isEmpty()) || !known().areAllThere()) {
      return null;
    }
    String graph = stamped("git-graph:" + repository, before.graph());
    String trees = stamped("git-trees:" + repository, before.trees());
    return graph == null || trees == null ? null : GitKnownGraph.of(objects, this, graph, trees);
  }

  private @Nullable String stamped(String key, String stamp) {
    String[] parts = parts(key, 3);
    return parts != null && parts[1].equals(stamp) ? parts[2] : null;
  }

  /** Returns the digests of all packs; sorted. */
  Collection<String> packs() {
    var all = new TreeSet<String>();
    objects.packs().forEach(pack -> all.add(digest(pack)));
    return all;
  }

  /** Returns whether the run before said that something is missing. */
  boolean isAnyMissing() {
    return before.unsure();
  }

  /** Returns whether the run before left the repository as {@code stamp} says, all told. */
  boolean isStill(String stamp) {
    return before.still().equals(stamp);
  }

  /** Returns what holds words of texts, and is kept closed. */
  GitClosedNotes closed() {
    return closed;
  }

  /** Remembers a pack that was read to its end. */
  void remember(
      GitPack pack, GitKinds kinds, GitLoud loud, Map<GitId, FileDocuments.Account> archives) {
    if (recalled.contains(digest(pack))) {
      return; // the same pack lies there twice
    }
    var again = new TreeMap<GitId, GitAgain>();
    var counted = new TreeMap<GitId, FileDocuments.Account>();
    var twice = new TreeSet<GitId>();
    var ids = new GitKnownIds.Writer(pack.count());
    for (int i = 0; i < pack.count(); i++) {
      GitId id = pack.id(i);
      byte kind = kinds.at(i);
      if (kinds.isTwice(i)) {
        twice.add(id);
      }
      FileDocuments.Account account =
          kind == GitKinds.BLOB || kind == GitKinds.ARCHIVE ? archives.get(id) : null;
      if (loud.ids().contains(id)) {
        again.put(id, loud.again(id));
        kind = GitKinds.LOUD;
      } else if (account != null) {
        counted.put(id, account);
        kind = GitKinds.ARCHIVE;
      }
      ids.add(kind == 0 ? GitKinds.TREE : kind, id.raw());
    }
    String digest = digest(pack);
    var note = new GitPackNote(kinds.counts(), again, counted, twice);
    memory.remember(
        Map.of(
            "git-ids:" + digest,
            version + " " + ids.text(),
            "git-pack:" + digest,
            version + " " + note.text()));
    recalled.add(digest);
  }

  /** Remembers what is known of a pack. */
  void remember(GitPack pack, GitPackNote note) {
    memory.remember(Map.of("git-pack:" + digest(pack), version + " " + note.text()));
  }

  /** Remembers the history, where it was not known or has changed; in what is stored of it. */
  record History(@Nullable String graph, @Nullable String trees) {
    /** As it was. */
    static final History SAME = new History(null, null);
  }

  /**
   * Remembers what there is; forgets packs that are gone.
   *
   * @param missing whether the next run has to read all trees
   * @param loose what the loose objects are
   * @param loud what is to be read again
   * @param history null when it is not known
   * @param still what stands for the repository as it is, when all places were told
   */
  void finish(
      boolean missing,
      Map<GitId, Byte> loose,
      Set<GitId> loud,
      @Nullable History history,
      @Nullable String still) {
    var values = new TreeMap<String, String>();
    var now =
        new GitState(
            missing,
            recalled,
            stamp(values, "git-ids:", ids(loose, loud), before.loose()),
            history == null
                ? GitState.NO
                : stamp(values, "git-graph:", history.graph(), before.graph()),
            history == null
                ? GitState.NO
                : stamp(values, "git-trees:", history.trees(), before.trees()),
            still == null || history == null ? GitState.NO : still,
            digests.kept());
    String value = now.text(version);
    if (!value.equals(row)) {
      values.put("git-repository:" + repository, value);
    }
    if (!values.isEmpty()) {
      memory.remember(values);
    }
    Collection<String> gone = new TreeSet<>(before.packs());
    gone.removeAll(recalled);
    gone.forEach(digest -> memory.forget("git-ids:" + digest));
  }

  /** Returns null when they are the same as before. */
  private @Nullable String ids(Map<GitId, Byte> loose, Set<GitId> loud) {
    var ids = new GitKnownIds.Writer(loose.size());
    for (GitId id : objects.loose()) {
      Byte kind = loose.get(id);
      if (kind != null) {
        ids.add(loud.contains(id) ? GitKinds.LOUD : kind, id.raw());
      }
    }
    String text = ids.text();
    String[] parts = parts("git-ids:" + repository, 3);
    return parts != null && parts[1].equals(before.loose()) && parts[2].equals(text) ? null : text;
  }

  /** What belongs together is known by its digest: another run may write in between. */
  private String stamp(Map<String, String> values, String key, @Nullable String text, String last) {
    if (text == null) {
      return last;
    }
    String stamp = GitPackDigests.of(text.getBytes(StandardCharsets.ISO_8859_1)).substring(0, 32);
    values.put(key + repository, version + " " + stamp + " " + text);
    return stamp;
  }
}
