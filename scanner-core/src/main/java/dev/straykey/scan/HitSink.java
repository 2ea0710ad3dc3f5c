package dev.straykey.scan;

import dev.straykey.model.Origin;
import dev.straykey.model.Skip;

/** Takes what a worker finds: what stands in clear in the order of the text. */
@FunctionalInterface
public interface HitSink {
  void hit(Hit hit);

  /** Takes note of something hidden in a document that was not read, or not to its end. */
  default void skipped(Origin origin, Skip.Reason reason, String detail) {
    // Whoever only wants hits need not know.
  }
}
