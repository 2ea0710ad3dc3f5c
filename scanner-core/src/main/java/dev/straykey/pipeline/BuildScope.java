package dev.straykey.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a build asks. Where an organisation's configuration is given, what a change can edit in its
 * tree cannot make such a run looser: marks, baseline and {@code .straykey.yaml} count as the
 * commit has them that the change starts from, globs leave nothing out, and {@code builds.fail_on}
 * of the configuration is the least that fails.
 *
 * @param checkout whether to read what is tracked, staged and not pushed; else as the request says
 * @param base revision that the change starts from, as the CI says; null when it does not
 * @param ci whether a CI runs the build
 * @param includes path globs; only files that one of them fits are read; empty for all
 * @param excludes path globs to leave out
 * @param stranger whether the change is a stranger's, who must learn nothing of the organisation:
 *     no inventory, no people, no credentials and no fingerprint key of the organisation's
 * @param texts to scan beside the targets
 */
public record BuildScope(
    boolean checkout,
    @Nullable String base,
    boolean ci,
    List<String> includes,
    List<String> excludes,
    boolean stranger,
    List<NamedText> texts) {

  /**
   * A text that lies in no file, or not as it is to be read.
   *
   * @param name as reports call it
   * @param text never shown
   */
  public record NamedText(String name, String text) {
    @Override
    public String toString() {
      return "%s (%d characters)".formatted(name, text.length());
    }
  }

  public BuildScope {
    texts = List.copyOf(texts);
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }
}
