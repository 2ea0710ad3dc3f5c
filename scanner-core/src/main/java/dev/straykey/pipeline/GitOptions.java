package dev.straykey.pipeline;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run asks of git repositories beyond what is always read.
 *
 * @param ignored whether files that git ignores are read too
 * @param submodules whether the repositories of submodules are read too
 * @param incremental whether the store remembers what was read, and what it remembers is not read
 *     again
 * @param index what is staged, where that is not the repository's own index; null otherwise
 * @param quarantine folder of objects that were sent and not taken yet, to read only them
 */
public record GitOptions(
    boolean ignored,
    boolean submodules,
    boolean incremental,
    @Nullable Path index,
    @Nullable Path quarantine) {
  /** Nothing of it. */
  public static final GitOptions DEFAULT = new GitOptions(false, false, false);

  /** Without what only hooks know. */
  public GitOptions(boolean ignored, boolean submodules, boolean incremental) {
    this(ignored, submodules, incremental, null, null);
  }
}
