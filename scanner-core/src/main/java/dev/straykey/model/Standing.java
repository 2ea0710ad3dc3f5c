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
 * @param removedBy newest commit that took it away from there; null when none did
 * @param renamedFrom the path that the same commit took it from; null when it was none
 */
public record Standing(
    List<String> heads,
    @Nullable Commit lastSeen,
    @Nullable Commit removedBy,
    @Nullable String renamedFrom)
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
   */
  public record Commit(String id, @Nullable String author, @Nullable Instant at)
      implements Serializable {}
}
