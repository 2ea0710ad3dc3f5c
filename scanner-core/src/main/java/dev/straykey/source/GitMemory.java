package dev.straykey.source;

import dev.straykey.model.ScanMemory;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which packs were read to their end before. A pack never changes: what was not quiet in it is read
 * again and the rest is not. Known by the digest of its whole index, which holds the id and the
 * checksum of everything in it, and by its size.
 */
final class GitMemory {
  private static final String VERSION = "1";

  private final ScanMemory memory;
  private final GitObjects objects;

  GitMemory(ScanMemory memory, GitObjects objects) {
    this.memory = memory;
    this.objects = objects;
  }

  /**
   * What is remembered of a pack.
   *
   * @param again the objects to read again
   */
  record Remembered(long blobs, long commits, long tags, long binaries, List<GitId> again) {}

  private static String key(GitPack pack) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(pack.index());
      sha.update(ByteBuffer.allocate(Long.BYTES).putLong(pack.size()).flip());
      return "git-pack:" + HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Returns what is remembered of a pack; null when nothing is, or when it does not fit. */
  @Nullable Remembered recall(GitPack pack) {
    String value = memory.recall(key(pack));
    String[] parts = value == null ? new String[0] : value.split(" ", -1);
    if (parts.length != 6 || !parts[0].equals(VERSION)) {
      return null;
    }
    List<GitId> again = new ArrayList<>();
    for (String hex : parts[5].split(",", -1)) {
      GitId id = GitId.parse(hex);
      if (id != null && objects.number(id.raw(), 0) >= 0) {
        again.add(id);
      } else if (!hex.isEmpty()) {
        return null;
      }
    }
    try {
      return new Remembered(
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]),
          Long.parseLong(parts[4]),
          again);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  void remember(GitPack pack, GitTexts.Counts counts, Collection<GitId> again) {
    var ids = new ArrayList<String>();
    new TreeSet<>(again).forEach(id -> ids.add(id.name()));
    memory.remember(
        key(pack),
        "%s %d %d %d %d %s"
            .formatted(
                VERSION,
                counts.blobs(),
                counts.commits(),
                counts.tags(),
                counts.binaries(),
                String.join(",", ids)));
  }
}
