package dev.straykey.model;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What was read of one source.
 *
 * @param source as it was named to the run
 * @param kind what it was recognised as
 * @param documents messages, tickets and comments, files, git objects: what the source counts by
 * @param bytes of text that were scanned
 * @param counts the same by the source's own words, such as {@code issues} and {@code comments};
 *     sorted
 * @param skipped what was not read, sorted
 * @param notices what a reader should know, such as that a clone is shallow
 */
public record SourceReport(
    String source,
    String kind,
    long units,
    long documents,
    long bytes,
    Map<String, Long> counts,
    List<Skip> skipped,
    List<String> notices)
    implements Serializable {
  public SourceReport {
    counts = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(counts));
    skipped = skipped.stream().sorted().toList();
    notices = List.copyOf(notices);
  }

  /** Returns true when something was there to read and nothing was left unread for a bad reason. */
  public boolean complete() {
    return skipped.stream().allMatch(s -> s.reason().leavesScanComplete());
  }
}
