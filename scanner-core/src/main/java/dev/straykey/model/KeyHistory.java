package dev.straykey.model;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the histories of git repositories say of one key, from all versions of all files that held
 * it.
 *
 * @param introduced the oldest commit that brought it to some path
 * @param introducedPath where that was; empty when the commit itself says it
 * @param lastSeen the newest commit known to have it
 * @param removedBy the newest commit that took it from a path; null while a ref still has it
 * @param heads refs whose commits have it, whichever repository; sorted
 * @param paths every path that held it; sorted
 */
public record KeyHistory(
    Standing.Commit introduced,
    String introducedPath,
    Standing.@Nullable Commit lastSeen,
    Standing.@Nullable Commit removedBy,
    List<String> heads,
    List<String> paths) {
  /** Not by when they were written: a commit that was picked has the time of the one it is of. */
  private static final Comparator<Standing.Commit> BY_ORDER =
      Comparator.comparingLong(Standing.Commit::order).thenComparing(Standing.Commit::id);

  /** Returns the history of a key; null when no commit is known to have brought it. */
  public static @Nullable KeyHistory of(Finding finding) {
    Standing.Commit introduced = null;
    String introducedPath = "";
    Standing.Commit lastSeen = null;
    Standing.Commit removedBy = null;
    var heads = new TreeSet<String>();
    var paths = new TreeSet<String>();
    for (Match match : finding.matches()) {
      Provenance where = match.where();
      Standing standing = where.standing();
      String id = where.commit();
      if (standing == null || id == null) {
        continue;
      }
      var brought = new Standing.Commit(id, where.author(), where.at(), standing.order());
      if (introduced == null || BY_ORDER.compare(brought, introduced) < 0) {
        introduced = brought;
        introducedPath = where.path();
      }
      lastSeen = newer(lastSeen, standing.lastSeen());
      removedBy = newer(removedBy, standing.removedBy());
      heads.addAll(standing.heads());
      if (!where.path().isEmpty()) {
        paths.add(where.path());
      }
    }
    return introduced == null
        ? null
        : new KeyHistory(
            introduced,
            introducedPath,
            lastSeen,
            heads.isEmpty() ? removedBy : null,
            List.copyOf(heads),
            List.copyOf(paths));
  }

  private static Standing.@Nullable Commit newer(
      Standing.@Nullable Commit one, Standing.@Nullable Commit other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return BY_ORDER.compare(one, other) >= 0 ? one : other;
  }
}
