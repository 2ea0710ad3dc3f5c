package dev.straykey.source;

import dev.straykey.model.ScanMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
  private static final String VERSION = "4";

  /** Stands for what was not kept. */
  private static final String NO = "-";

  /** So many loose objects are cheaper to read than to look up. */
  static final int FEW_LOOSE = 512;

  private final ScanMemory memory;
  private final String version;
  private final GitObjects objects;
  private final String repository;
  private final Map<GitPack, String> digests = new HashMap<>();
  private final Set<String> before;
  private final Set<String> asked = new HashSet<>();
  private final Set<String> recalled = new LinkedHashSet<>();
  private final boolean unsure;
  private final String looseStamp;
  private final String graphStamp;
  private final String treesStamp;
  private final String row;
  private @Nullable GitKnownIds known;
  private @Nullable Set<GitPack> old;

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
                + digest(String.join("\n", excludes).getBytes(StandardCharsets.UTF_8));
    this.objects = objects;
    this.repository = digest(source.getBytes(StandardCharsets.UTF_8));
    String value = memory.recall("git-repository:" + repository);
    this.row = value == null ? "" : value;
    String[] parts = row.split(" ", -1);
    boolean there = parts.length == 6 && parts[0].equals(version);
    this.unsure = !there || !parts[1].equals("0");
    this.before = !there || parts[2].isEmpty() ? Set.of() : Set.of(parts[2].split(",", -1));
    this.looseStamp = there ? parts[3] : NO;
    this.graphStamp = there ? parts[4] : NO;
    this.treesStamp = there ? parts[5] : NO;
  }

  /**
   * How an object is read again.
   *
   * @param spots where it is looked at, begin and end by turns; empty for everywhere
   * @param entries which of an archive's texts are read, counted from 0; null for all
   */
  record Again(int[] spots, int @Nullable [] entries) {}

  /**
   * What is remembered of a pack.
   *
   * @param again the objects to read again, and how
   * @param archives what was in blobs with files in them
   * @param twice what was counted with another pack
   */
  record Remembered(
      GitTexts.Counts counts,
      Map<GitId, Again> again,
      Map<GitId, FileDocuments.Account> archives,
      Set<GitId> twice) {

    /** The same pack once more. */
    static final Remembered NOTHING =
        new Remembered(new GitTexts.Counts(0, 0, 0, 0), Map.of(), Map.of(), Set.of());

    /** Returns the same without an object that is counted elsewhere. */
    Remembered without(GitId id, GitTexts.Counts one) {
      Set<GitId> more = new TreeSet<>(twice);
      more.add(id);
      return new Remembered(counts.minus(one), again, archives, more);
    }
  }

  private static String digest(byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha.update(part);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private String digest(GitPack pack) {
    return digests.computeIfAbsent(
        pack,
        p -> {
          try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(p.index());
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(p.size()).flip());
            return HexFormat.of().formatHex(sha.digest());
          } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
          }
        });
  }

  /** Returns what was in archives of packs that are gone. */
  Map<GitId, FileDocuments.Account> archives() {
    var all = new HashMap<GitId, FileDocuments.Account>();
    for (String digest : before) {
      String[] parts = recalled.contains(digest) ? null : parts("git-pack:" + digest, 8);
      if (parts != null) {
        try {
          all.putAll(archives(parts[7]));
        } catch (NumberFormatException e) {
          continue; // those are read again
        }
      }
    }
    return all;
  }

  private String @Nullable [] parts(String key, int howMany) {
    String value = memory.recall(key);
    String[] parts = value == null ? new String[0] : value.split(" ", -1);
    return parts.length == howMany && parts[0].equals(version) ? parts : null;
  }

  /**
   * Returns whether something may be missing now that an earlier run did not say, or said: then all
   * trees have to be read.
   */
  boolean isDoubtful() {
    return unsure || !recalled.containsAll(before);
  }

  /** Returns what is remembered of a pack; null when nothing is, or when it does not fit. */
  @Nullable Remembered recall(GitPack pack) {
    String digest = digest(pack);
    String[] parts = parts("git-pack:" + digest, 8);
    if (parts == null || asked.contains(digest)) {
      return parts == null ? null : Remembered.NOTHING;
    }
    try {
      var again = new TreeMap<GitId, Again>();
      for (String one : list(parts[6])) {
        String[] places = one.split(":", -1);
        String[] entries = places[0].split("!", -1);
        again.put(
            id(entries[0]),
            new Again(spots(places), entries.length == 1 ? null : entries(entries)));
      }
      var twice = new TreeSet<GitId>();
      for (String one : list(parts[5])) {
        twice.add(id(one));
      }
      if (!again.keySet().stream().allMatch(id -> pack.position(id) >= 0)) {
        return null;
      }
      asked.add(digest);
      return new Remembered(counts(parts), again, archives(parts[7]), twice);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static GitTexts.Counts counts(String[] parts) {
    return new GitTexts.Counts(
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]));
  }

  /** Begin and length of each, after the id. */
  private static int[] spots(String[] places) {
    int[] spots = new int[places.length / 2 * 2];
    for (int i = 0; i + 1 < spots.length; i += 2) {
      spots[i] = Integer.parseInt(places[i + 1]);
      spots[i + 1] = Math.addExact(spots[i], Integer.parseInt(places[i + 2]));
      if (spots[i] < (i == 0 ? 0 : spots[i - 1]) || spots[i + 1] < spots[i]) {
        throw new NumberFormatException("out of order");
      }
    }
    return spots;
  }

  /** Ascending, after the id; one that is empty when there are none. */
  private static int[] entries(String[] parts) {
    return Arrays.stream(parts)
        .skip(1)
        .filter(part -> !part.isEmpty())
        .mapToInt(Integer::parseInt)
        .sorted()
        .toArray();
  }

  private static String again(GitId id, Again how) {
    var text = new StringBuilder(id.name());
    int[] entries = how.entries();
    if (entries != null) {
      text.append('!').append(
          Arrays.stream(entries).mapToObj(String::valueOf).collect(Collectors.joining("!")));
    }
    int[] spots = how.spots();
    for (int i = 0; i + 1 < spots.length; i += 2) {
      text.append(':').append(spots[i]).append(':').append(spots[i + 1] - spots[i]);
    }
    return text.toString();
  }

  private static String[] list(String text) {
    return text.isEmpty() ? new String[0] : text.split(",", -1);
  }

  private static GitId id(String hex) {
    GitId id = GitId.parse(hex);
    if (id == null) {
      throw new NumberFormatException("no id");
    }
    return id;
  }

  private static Map<GitId, FileDocuments.Account> archives(String text) {
    var archives = new HashMap<GitId, FileDocuments.Account>();
    for (String one : list(text)) {
      String[] parts = one.split(":", -1);
      if (parts.length == 3) {
        archives.put(
            id(parts[0]),
            new FileDocuments.Account(Long.parseLong(parts[1]), Long.parseLong(parts[2]), 0));
      }
    }
    return archives;
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
      for (String digest : new TreeSet<>(before)) {
        if (!recalled.contains(digest)) {
          String[] parts = parts("git-ids:" + digest, 2);
          ids.add(parts == null ? null : parts[1]);
        }
      }
      ids.add(stamped("git-ids:" + repository, looseStamp));
      known = ids;
    }
    return ids;
  }

  /** Returns the packs that are still there of those of the run before. */
  private Set<GitPack> oldPacks() {
    Set<GitPack> packs = old;
    if (packs == null) {
      packs = new HashSet<>();
      for (GitPack pack : objects.packs()) {
        String digest = digest(pack);
        if (recalled.contains(digest) && before.contains(digest)) {
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
    return !graphStamp.equals(NO);
  }

  /**
   * Returns the history as the run before knew it, when everything that it knew is still there;
   * else null.
   */
  @Nullable GitKnownGraph graph() {
    if (!hasGraph() || oldPacks().isEmpty() && known().isEmpty() || !known().areAllThere()) {
      return null;
    }
    String graph = stamped("git-graph:" + repository, graphStamp);
    String trees = stamped("git-trees:" + repository, treesStamp);
    return graph == null || trees == null
        ? null
        : GitKnownGraph.of(objects, this, graph, trees);
  }

  private @Nullable String stamped(String key, String stamp) {
    String[] parts = parts(key, 3);
    return parts != null && parts[1].equals(stamp) ? parts[2] : null;
  }

  /** Remembers a pack that was read to its end. */
  void remember(
      GitPack pack,
      GitKinds kinds,
      GitLoud loud,
      Map<GitId, FileDocuments.Account> archives) {
    if (recalled.contains(digest(pack))) {
      return; // the same pack lies there twice
    }
    var again = new TreeMap<GitId, Again>();
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
    memory.remember("git-ids:" + digest, version + " " + ids.text());
    remember(pack, new Remembered(kinds.counts(), again, counted, twice));
    recalled.add(digest);
  }

  /** Remembers what is known of a pack. */
  void remember(GitPack pack, Remembered remembered) {
    GitTexts.Counts counts = remembered.counts();
    var again = new ArrayList<String>();
    remembered.again().forEach((id, how) -> again.add(again(id, how)));
    var archives = new ArrayList<String>();
    remembered
        .archives()
        .forEach(
            (id, account) ->
                archives.add(
                    "%s:%d:%d".formatted(id.name(), account.files(), account.binaries())));
    memory.remember(
        "git-pack:" + digest(pack),
        "%s %d %d %d %d %s %s %s"
            .formatted(
                version,
                counts.blobs(),
                counts.commits(),
                counts.tags(),
                counts.binaries(),
                String.join(",", remembered.twice().stream().map(GitId::name).toList()),
                String.join(",", again),
                String.join(",", archives)));
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
   */
  void finish(
      boolean missing, Map<GitId, Byte> loose, Set<GitId> loud, @Nullable History history) {
    String looseNow = remember("git-ids:", ids(loose, loud), looseStamp);
    String graph = history == null ? NO : remember("git-graph:", history.graph(), graphStamp);
    String trees = history == null ? NO : remember("git-trees:", history.trees(), treesStamp);
    String value =
        "%s %d %s %s %s %s"
            .formatted(
                version,
                missing ? 1 : 0,
                String.join(",", new TreeSet<>(recalled)),
                looseNow,
                graph,
                trees);
    if (!value.equals(row)) {
      memory.remember("git-repository:" + repository, value);
    }
    Collection<String> gone = new TreeSet<>(before);
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
    return parts != null && parts[1].equals(looseStamp) && parts[2].equals(text) ? null : text;
  }

  /** What belongs together is known by its digest: a run may end in between. */
  private String remember(String key, @Nullable String text, String before) {
    if (text == null) {
      return before;
    }
    String stamp = digest(text.getBytes(StandardCharsets.ISO_8859_1)).substring(0, 32);
    memory.remember(key + repository, version + " " + stamp + " " + text);
    return stamp;
  }
}
