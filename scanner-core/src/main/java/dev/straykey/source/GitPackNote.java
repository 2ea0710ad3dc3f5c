package dev.straykey.source;

import dev.straykey.git.GitAgain;
import dev.straykey.git.GitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is remembered of a pack that was read to its end.
 *
 * @param counts how much was in it, but for {@code twice}
 * @param again the objects to read again
 * @param archives what was in blobs with files in them, of which nothing was to be said
 * @param twice what was counted with another pack
 */
record GitPackNote(
    GitCounts counts,
    Map<GitId, GitAgain> again,
    Map<GitId, FileDocuments.Account> archives,
    Set<GitId> twice) {
  /** The same pack once more. */
  static final GitPackNote NOTHING =
      new GitPackNote(new GitCounts(0, 0, 0, 0), Map.of(), Map.of(), Set.of());

  /** How many parts {@link #text} has. */
  static final int PARTS = 7;

  /** Returns whether nothing was counted with it. */
  boolean isNothing() {
    return equals(NOTHING);
  }

  /** Returns the same without objects that are counted elsewhere. */
  GitPackNote without(Set<GitId> ids, GitCounts less) {
    Set<GitId> more = new TreeSet<>(twice);
    more.addAll(ids);
    return new GitPackNote(counts.minus(less), again, archives, more);
  }

  /**
   * Reads what {@link #text} put down.
   *
   * @param parts from {@code at} on
   * @throws NumberFormatException when it is something else
   */
  static GitPackNote parse(String[] parts, int at) {
    var counts =
        new GitCounts(
            Long.parseLong(parts[at]),
            Long.parseLong(parts[at + 1]),
            Long.parseLong(parts[at + 2]),
            Long.parseLong(parts[at + 3]));
    var twice = new TreeSet<GitId>();
    for (String one : list(parts[at + 4])) {
      twice.add(id(one));
    }
    var again = new TreeMap<GitId, GitAgain>();
    for (String one : list(parts[at + 5])) {
      int end = one.indexOf('!');
      end = end < 0 ? one.indexOf(':') : end;
      end = end < 0 ? one.length() : end;
      again.put(id(one.substring(0, end)), GitAgain.parse(one.substring(end)));
    }
    var archives = new HashMap<GitId, FileDocuments.Account>();
    for (String one : list(parts[at + 6])) {
      String[] fields = one.split(":", -1);
      if (fields.length != 3) {
        throw new NumberFormatException("no account");
      }
      archives.put(
          id(fields[0]),
          new FileDocuments.Account(Long.parseLong(fields[1]), Long.parseLong(fields[2]), 0));
    }
    return new GitPackNote(counts, again, archives, twice);
  }

  private static String[] list(String text) {
    return text.isEmpty() ? new String[0] : text.split(",", -1);
  }

  private static GitId id(String hex) {
    GitId id = GitId.parse(hex);
    if (id == null) {
      throw new NumberFormatException("no id");
    }
    return id;
  }

  /** Returns ids and numbers, in parts with spaces between. */
  String text() {
    List<String> doubles = twice.stream().map(GitId::name).toList();
    var read = new ArrayList<String>();
    again.forEach((id, how) -> read.add(id.name() + how.text()));
    var files = new ArrayList<String>();
    new TreeMap<>(archives)
        .forEach(
            (id, one) -> files.add("%s:%d:%d".formatted(id.name(), one.files(), one.binaries())));
    return "%d %d %d %d %s %s %s"
        .formatted(
            counts.blobs(),
            counts.commits(),
            counts.tags(),
            counts.binaries(),
            String.join(",", doubles),
            String.join(",", read),
            String.join(",", files));
  }
}
