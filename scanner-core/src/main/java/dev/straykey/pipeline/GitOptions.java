package dev.straykey.pipeline;

/**
 * What a run asks of git repositories beyond what is always read.
 *
 * @param ignored whether files that git ignores are read too
 * @param submodules whether the repositories of submodules are read too
 * @param incremental whether the store remembers what was read, and what it remembers is not read
 *     again
 */
public record GitOptions(boolean ignored, boolean submodules, boolean incremental) {
  /** Nothing of it. */
  public static final GitOptions DEFAULT = new GitOptions(false, false, false);
}
