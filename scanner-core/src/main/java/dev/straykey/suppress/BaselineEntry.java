package dev.straykey.suppress;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a baseline says of one finding.
 *
 * @param number of the line or finding that names it; 0 for one that is not written yet
 */
record BaselineEntry(
    String rule,
    @Nullable String reason,
    @Nullable String author,
    @Nullable LocalDate until,
    int number) {
  /** Returns whether its last day is over. */
  boolean hasEnded(LocalDate today) {
    return until != null && today.isAfter(until);
  }
}
