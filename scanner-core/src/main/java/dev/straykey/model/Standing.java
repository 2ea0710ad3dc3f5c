package dev.straykey.model;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a text in a git history after it was brought to its path.
 *
 * @param heads refs whose commit still has it there, such as {@code refs/heads/main}; sorted
 * @param lastSeen newest commit known to have it there
 * @param removedBy newest commit that took it away from there, a merge only when no other did; null
 *     when none did, or some ref still has it
 * @param renamedFrom the path that the same commit took it from; null when it was none
 * @param order the place of the commit that brought it, as in {@link Commit}
 */
public record Standing(
    List<String> heads,
    @Nullable Commit lastSeen,
    @Nullable Commit removedBy,
    @Nullable String renamedFrom,
    long order)
    implements Serializable {
  public Standing {
    heads = heads.stream().sorted().toList();
  }

  /**
   * A commit.
   *
   * @param id in full
   * @param author as it claims
   * @param at when it was written, as it claims
   * @param order its place among all: when it was committed, as it claims, in seconds since 1970,
   *     and yet behind its parents
   */
  public record Commit(String id, @Nullable String author, @Nullable Instant at, long order)
      implements Serializable {}
}
