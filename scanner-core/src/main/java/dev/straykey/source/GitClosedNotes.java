package dev.straykey.source;

import dev.straykey.model.ScanMemory;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a repository that holds words of its texts, such as paths and names: closed
 * with a key of the organisation's. No key that was found is in it.
 */
final class GitClosedNotes {
  private static final String FOUND = "git-found:";
  private static final String PLACES = "git-places:";

  private final ScanMemory memory;
  private final String version;
  private final String repository;
  private @Nullable GitFound found;

  GitClosedNotes(ScanMemory memory, String version, String repository) {
    this.memory = memory;
    this.version = version;
    this.repository = repository;
  }

  /** Returns the places that were kept with a stamp; nothing when there are none. */
  byte[] places(String stamp) {
    byte[] kept = opened(PLACES, stamp);
    return kept == null ? new byte[0] : kept;
  }

  void keepPlaces(String stamp, byte[] places) {
    keep(PLACES, stamp, places);
  }

  /** Returns what was found in blobs. */
  GitFound found() {
    GitFound known = found;
    if (known == null) {
      byte[] bytes = opened(FOUND, GitState.NO);
      known = bytes == null ? GitFound.NOTHING : GitFound.parse(bytes);
      found = known;
    }
    return known;
  }

  void keep(GitFound now) {
    if (now.isEmpty() ? !found().isEmpty() : !Arrays.equals(now.bytes(), found().bytes())) {
      keep(FOUND, GitState.NO, now.bytes());
    }
  }

  /**
   * Returns what was kept under a name; null when nothing was.
   *
   * @param stamp with which it must have been kept
   */
  private byte @Nullable [] opened(String name, String stamp) {
    String key = name + repository;
    String value = memory.recall(key);
    String[] parts = value == null ? new String[0] : value.split(" ", -1);
    return parts.length == 3 && parts[0].equals(version) && parts[1].equals(stamp)
        ? memory.open(key + stamp, parts[2])
        : null;
  }

  private void keep(String name, String stamp, byte[] bytes) {
    String key = name + repository;
    String sealed = memory.seal(key + stamp, bytes);
    memory.remember(Map.of(key, version + " " + stamp + " " + sealed));
  }
}
