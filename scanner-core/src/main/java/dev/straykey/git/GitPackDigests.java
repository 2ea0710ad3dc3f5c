package dev.straykey.git;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;

/**
 * Packs by the digest of their whole index, which holds the id and the checksum of everything in
 * them, and of their size. An index that was not written to since is not read for its digest again.
 */
public final class GitPackDigests {
  private final Map<GitPack, String> digests = new HashMap<>();

  /** Digests by what the file system says of an index. */
  private final Map<String, String> looked = new HashMap<>();

  /**
   * Takes over what was digested before.
   *
   * @param kept what {@link #kept} returned at an earlier time
   */
  public GitPackDigests(String kept) {
    for (String one : kept.split(",", -1)) {
      int end = one.indexOf('=');
      if (end > 0) {
        looked.put(one.substring(0, end), one.substring(end + 1));
      }
    }
  }

  /** Returns the digest of what the pack is, which its name does not vouch for. */
  public String of(GitPack pack) {
    return digests.computeIfAbsent(
        pack,
        p -> {
          String known = looked.get(p.index().look());
          return known != null
              ? known
              : of(p.index().bytes(), ByteBuffer.allocate(Long.BYTES).putLong(p.size()).flip());
        });
  }

  /** Returns the digest of bytes in their order. */
  public static String of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  private static String of(ByteBuffer... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (ByteBuffer part : parts) {
        sha.update(part);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Returns what is to be kept for the next run; the same packs give the same. */
  public String kept() {
    var looks = new TreeSet<String>();
    digests.forEach(
        (pack, digest) -> {
          if (!pack.index().look().isEmpty()) {
            looks.add(pack.index().look() + "=" + digest);
          }
        });
    return String.join(",", looks);
  }
}
