package dev.straykey.source;

import dev.straykey.model.ScanMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final String VERSION = "3";

  /** Ids of more objects than these are not kept; they are read again when packs are made anew. */
  private static final int MOST_IDS =
      (int) Math.min(4_000_000, Runtime.getRuntime().maxMemory() / 256);

  /** So many loose objects are cheaper to read than to look up. */
  static final int FEW_LOOSE = 512;

  private final ScanMemory memory;
  private final GitObjects objects;
  private final String repository;
  private final Map<GitPack, String> digests = new HashMap<>();
  private final Set<String> before;
  private final Set<String> recalled = new LinkedHashSet<>();
  private final boolean unsure;
  private @Nullable GitIdSet known;

  GitMemory(ScanMemory memory, GitObjects objects, String source) {
    this.memory = memory;
    this.objects = objects;
    this.repository = digest(source.getBytes(StandardCharsets.UTF_8));
    String[] parts = parts("git-repository:" + repository, 3);
    this.unsure = parts == null || !parts[1].equals("0");
    this.before = parts == null || parts[2].isEmpty() ? Set.of() : Set.of(parts[2].split(",", -1));
  }

  /**
   * What is remembered of a pack.
   *
   * @param again the objects to read again
   */
  record Remembered(GitTexts.Counts counts, List<GitId> again) {}

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

  private String @Nullable [] parts(String key, int howMany) {
    String value = memory.recall(key);
    String[] parts = value == null ? new String[0] : value.split(" ", -1);
    return parts.length == howMany && parts[0].equals(VERSION) ? parts : null;
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
    String[] parts = parts("git-pack:" + digest, 7);
    if (parts == null || (!parts[5].equals("0") && !samePacks())) {
      return null;
    }
    List<GitId> again = new ArrayList<>();
    for (String hex : parts[6].split(",", -1)) {
      GitId id = GitId.parse(hex);
      if (id != null && pack.position(id) >= 0) {
        again.add(id);
      } else if (!hex.isEmpty()) {
        return null;
      }
    }
    try {
      var counts =
          new GitTexts.Counts(
              Long.parseLong(parts[1]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[3]),
              Long.parseLong(parts[4]));
      recalled.add(digest);
      return new Remembered(counts, again);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** What a pack shares with another was counted there, which must still be so. */
  private boolean samePacks() {
    return objects.packs().stream()
        .map(this::digest)
        .collect(java.util.stream.Collectors.toSet())
        .equals(before);
  }

  /**
   * Returns what was read of packs that are gone now, and of loose objects: not what something was
   * found in.
   */
  GitIdSet known() {
    GitIdSet set = known;
    if (set == null) {
      set = new GitIdSet(objects.idLength());
      for (String digest : new TreeSet<>(before)) {
        if (!recalled.contains(digest)) {
          add("git-ids:" + digest, set);
        }
      }
      add("git-ids:" + repository, set);
      known = set;
    }
    return set;
  }

  private void add(String key, GitIdSet set) {
    String[] parts = parts(key, 2);
    if (parts == null) {
      return;
    }
    byte[] raw;
    try {
      raw = Base64.getDecoder().decode(parts[1]);
    } catch (IllegalArgumentException e) {
      return;
    }
    int step = 1 + objects.idLength();
    for (int at = 0; at + step <= raw.length && set.size() < MOST_IDS; at += step) {
      if (raw[at] > 0 && raw[at] <= GitKinds.TAG) {
        set.add(raw, at + 1, raw[at]);
      }
    }
  }

  /** Remembers a pack that was read to its end. */
  void remember(GitPack pack, GitKinds kinds, Set<GitId> loud) {
    var again = new ArrayList<String>();
    var ids = new Ids(Math.min(pack.count(), MOST_IDS));
    for (int i = 0; i < pack.count(); i++) {
      if (kinds.at(i) != 0) {
        GitId id = pack.id(i);
        if (loud.contains(id)) {
          again.add(id.name());
        } else {
          ids.add(kinds.at(i), id);
        }
      }
    }
    String digest = digest(pack);
    GitTexts.Counts counts = kinds.counts();
    ids.remember("git-ids:" + digest);
    memory.remember(
        "git-pack:" + digest,
        "%s %d %d %d %d %d %s"
            .formatted(
                VERSION,
                counts.blobs(),
                counts.commits(),
                counts.tags(),
                counts.binaries(),
                kinds.anyTwice() ? 1 : 0,
                String.join(",", again)));
    recalled.add(digest);
  }

  /** Remembers loose objects, where they are many. */
  void remember(Map<GitId, Byte> loose, Set<GitId> loud) {
    String key = "git-ids:" + repository;
    if (loose.size() < FEW_LOOSE) {
      if (memory.recall(key) != null) {
        memory.forget(key);
      }
      return;
    }
    var ids = new Ids(loose.size());
    loose.forEach(
        (id, kind) -> {
          if (!loud.contains(id)) {
            ids.add(kind, id);
          }
        });
    ids.remember(key);
  }

  /** Remembers which packs there are; forgets those that are gone. */
  void finish(boolean missing) {
    String now = String.join(",", new TreeSet<>(recalled));
    memory.remember(
        "git-repository:" + repository, "%s %d %s".formatted(VERSION, missing ? 1 : 0, now));
    Collection<String> gone = new TreeSet<>(before);
    gone.removeAll(recalled);
    gone.forEach(digest -> memory.forget("git-ids:" + digest));
  }

  /** Ids with their kinds, in bytes. */
  private final class Ids {
    private final ByteBuffer raw;

    Ids(int most) {
      raw = ByteBuffer.allocate(most * (1 + objects.idLength()));
    }

    void add(byte kind, GitId id) {
      if (raw.hasRemaining()) {
        raw.put(kind).put(id.raw());
      }
    }

    void remember(String key) {
      String text =
          Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(raw.array(), raw.position()));
      memory.remember(key, VERSION + " " + text);
    }
  }
}
