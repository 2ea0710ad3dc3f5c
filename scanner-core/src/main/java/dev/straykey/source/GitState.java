package dev.straykey.source;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a run left behind of a repository as a whole, in one line.
 *
 * @param unsure whether something was missing, or it is not known
 * @param packs digests of the packs that were read
 * @param loose stamp of what is known of loose objects, as of the others; {@link #NO} for nothing
 * @param still stands for the repository as it was, when all places were told
 * @param digests how the digests of packs are known without reading them
 */
record GitState(
    boolean unsure,
    Set<String> packs,
    String loose,
    String graph,
    String trees,
    String still,
    String digests) {
  /** Stands for what was not kept. */
  static final String NO = "-";

  private static final int PARTS = 8;

  /** Returns what {@code text} says where {@code version} wrote it; else that nothing is known. */
  static GitState parse(String version, String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != PARTS || !parts[0].equals(version)) {
      return new GitState(true, Set.of(), NO, NO, NO, NO, "");
    }
    return new GitState(
        !parts[1].equals("0"),
        parts[2].isEmpty() ? Set.of() : Set.of(parts[2].split(",", -1)),
        parts[3],
        parts[4],
        parts[5],
        parts[6],
        parts[7]);
  }

  /** Returns this as a line that {@code version} can parse; the same for the same. */
  String text(String version) {
    return "%s %d %s %s %s %s %s %s"
        .formatted(
            version,
            unsure ? 1 : 0,
            String.join(",", new TreeSet<>(packs)),
            loose,
            graph,
            trees,
            still,
            digests);
  }
}
