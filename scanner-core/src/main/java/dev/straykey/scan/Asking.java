package dev.straykey.scan;

import dev.straykey.model.KnownKeys;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import java.nio.charset.StandardCharsets;

/** Asks the inventory about parts of a text: what it knows becomes a candidate. */
final class Asking {
  private final KnownKeys.Lookup lookup;
  private final Candidates candidates;
  private final Spots spots;

  Asking(KnownKeys.Lookup lookup, Candidates candidates, Spots spots) {
    this.lookup = lookup;
    this.candidates = candidates;
    this.spots = spots;
  }

  /** Asks about what stands from {@code start} to {@code end}. */
  void about(Region region, int start, int end) {
    KnownKeys.Known known = lookup.askToken(region.text(), start, end);
    if (known == null) {
      return;
    }
    spots.add(start, end);
    candidates.add(
        new Candidates.Candidate(
            null,
            0,
            0,
            Secret.of(region.text(), start, end),
            known.shown(),
            known,
            null,
            known.shown() == Shown.KEY_ID ? text(region, start, end) : null,
            region.base() + start,
            region.base() + end,
            region.base() + start,
            region.base() + end,
            region.place(start, end)));
  }

  private static String text(Region region, int start, int end) {
    return new String(region.text(), start, end - start, StandardCharsets.UTF_8);
  }
}
