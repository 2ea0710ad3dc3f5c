package dev.straykey.source;

import dev.straykey.model.Audience;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a source to read.
 *
 * @param history whether the past of a repository is asked for
 * @param staged only what is staged
 * @param range commits {@code A..B}; null for all
 * @param since only commits that are not reachable from this revision; null for all
 * @param audience who could read it, where the source does not say
 * @param audiences the same by source and channel, such as {@code slack:general}
 * @param baseUrl of the workspace or site, for permalinks, where the export does not say
 * @param excludes path globs to leave out
 * @param plainFiles whether everything is to be taken as plain files ({@code --as dir})
 * @param ignored whether files that git ignores are read too
 * @param submodules whether the repositories of submodules are read too
 * @param index what is staged, where that is not the repository's own index; of a hook
 * @param quarantine folder of objects that were sent and not taken yet: only they are read
 * @param checkout what a build reads of a checkout, instead of the above; null for no build
 */
public record ReadOptions(
    boolean history,
    boolean staged,
    @Nullable String range,
    @Nullable String since,
    @Nullable Audience audience,
    Map<String, Audience> audiences,
    @Nullable String baseUrl,
    List<String> excludes,
    boolean plainFiles,
    boolean ignored,
    boolean submodules,
    @Nullable Path index,
    @Nullable Path quarantine,
    @Nullable Checkout checkout) {

  /** As a build reads. */
  public ReadOptions(
      boolean history,
      boolean staged,
      @Nullable String range,
      @Nullable String since,
      @Nullable Audience audience,
      Map<String, Audience> audiences,
      @Nullable String baseUrl,
      List<String> excludes,
      boolean plainFiles,
      @Nullable Checkout checkout) {
    this(
        history,
        staged,
        range,
        since,
        audience,
        audiences,
        baseUrl,
        excludes,
        plainFiles,
        false,
        false,
        null,
        null,
        checkout);
  }

  /** Without ignored files and submodules, and for no build. */
  public ReadOptions(
      boolean history,
      boolean staged,
      @Nullable String range,
      @Nullable String since,
      @Nullable Audience audience,
      Map<String, Audience> audiences,
      @Nullable String baseUrl,
      List<String> excludes,
      boolean plainFiles) {
    this(
        history,
        staged,
        range,
        since,
        audience,
        audiences,
        baseUrl,
        excludes,
        plainFiles,
        false,
        false,
        null,
        null,
        null);
  }

  /** Everything, as it comes. */
  public static ReadOptions all() {
    return new ReadOptions(true, false, null, null, null, Map.of(), null, List.of(), false);
  }
}
