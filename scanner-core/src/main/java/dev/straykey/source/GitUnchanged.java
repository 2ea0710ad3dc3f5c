package dev.straykey.source;

import dev.straykey.git.GitId;
import dev.straykey.git.GitLayout;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitReach;
import dev.straykey.git.GitRefs;
import dev.straykey.model.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a repository is as the run before left it: the same objects, and the same names of them.
 * Then what that run told of places is told again, and its history need not be asked.
 */
final class GitUnchanged {
  private final GitObjects objects;
  private final GitMemory memory;
  private final String source;
  private final String stamp;

  GitUnchanged(GitRepository repository, GitMemory memory) throws IOException {
    this.objects = repository.objects();
    this.memory = memory;
    this.source = repository.source();
    this.stamp = stamp(repository.refs(), repository.layout(), repository.options());
  }

  /** Whatever {@link GitSpots}, {@link GitReach} and {@link GitPlaces} look at is in it. */
  private String stamp(GitRefs refs, GitLayout layout, ReadOptions options) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      put(sha, options.audience() + " " + objects.idLength() + " " + options.excludes());
      memory.packs().forEach(pack -> put(sha, pack));
      put(sha, "loose");
      new TreeSet<>(objects.loose()).forEach(id -> sha.update(id.raw()));
      put(sha, "shallow");
      new TreeSet<>(objects.shallow()).forEach(id -> sha.update(id.raw()));
      put(sha, refs.detached() ? "detached" : "branch");
      put(sha, "refs " + (refs.head() == null ? "" : refs.head().name()));
      put(sha, refs.all());
      put(sha, "stashes");
      put(sha, refs.olderStashes());
      put(sha, "logs");
      new TreeSet<>(refs.logged()).forEach(id -> sha.update(id.raw()));
      put(sha, "passing");
      put(sha, refs.passing());
      put(sha, "indexes");
      for (Path index : GitPlaces.indexes(layout)) {
        put(sha, name(index, layout));
        if (Files.isRegularFile(index)) {
          put(sha, index);
        }
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** A bundle is another folder each time, so what is in the repository goes by its place there. */
  private static String name(Path file, GitLayout layout) {
    Path common = layout.common();
    return (file.startsWith(common) ? common.relativize(file) : file).toString();
  }

  private static void put(MessageDigest sha, Map<String, GitId> named) {
    named.forEach((name, id) -> put(sha, name + " " + id.name()));
  }

  /** With an end, so that two texts are never one. */
  private static void put(MessageDigest sha, String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) 0);
  }

  private static void put(MessageDigest sha, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
        length += n;
      }
    }
    put(sha, " " + length);
  }

  /**
   * Returns what the run before told; null when something is not as it was, or could not be told.
   *
   * @param found the texts, all of which it must have told of
   * @param part what was read of loose objects; takes note of their trees
   */
  @Nullable GitToldPlaces told(Collection<Origin> found, GitPart part) {
    if (!memory.isStill(stamp)) {
      return null;
    }
    GitToldPlaces told =
        found.isEmpty() && !memory.isAnyMissing()
            ? GitToldPlaces.NOTHING
            : GitToldPlaces.parse(memory.closed().places(stamp), source);
    if (told == null
        || !found.stream().allMatch(origin -> told.places().containsKey(origin.item()))) {
      return null;
    }
    boolean many = objects.loose().size() >= GitMemory.FEW_LOOSE;
    for (GitId id : objects.loose()) {
      if (!part.looseKinds().containsKey(id)) {
        boolean tree = many ? memory.known().kind(id.raw()) == GitKinds.TREE : part.isSoundTree(id);
        if (!tree) {
          return null;
        }
        part.knownTree(id);
      }
    }
    return told;
  }

  /** Keeps what was told now; returns what stands for it, or null when it is too much. */
  @Nullable String keep(GitToldPlaces told) {
    if (told.absent().isEmpty() && told.places().isEmpty()) {
      return stamp;
    }
    byte[] bytes = told.bytes();
    if (bytes == null) {
      return null;
    }
    memory.closed().keepPlaces(stamp, bytes);
    return stamp;
  }

  String stamp() {
    return stamp;
  }
}
