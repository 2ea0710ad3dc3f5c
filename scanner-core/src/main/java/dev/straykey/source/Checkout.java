package dev.straykey.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a build reads of a checkout: the files that git tracks or has staged, and the commits that
 * nobody else has yet. Of a folder that is no repository, its files.
 *
 * @param base revision that the change starts from, as the CI says; null when nobody says
 * @param ci whether this is a CI's checkout: a detached {@code HEAD} without a base then says
 *     nothing of what is new
 * @param includes path globs; only files that one of them fits are read; empty for all
 */
public record Checkout(@Nullable String base, boolean ci, List<String> includes) {
  public Checkout {
    includes = List.copyOf(includes);
  }
}
