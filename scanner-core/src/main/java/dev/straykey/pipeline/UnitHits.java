package dev.straykey.pipeline;

import dev.straykey.model.Document;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.Keyring;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import dev.straykey.scan.FindingCollector;
import dev.straykey.scan.Hit;
import dev.straykey.scan.HitNotes;
import dev.straykey.scan.HitSink;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one unit, by whichever of its threads, and which of its texts a later run must
 * look at again.
 */
final class UnitHits implements HitSink {
  private static final int MOST_FINDINGS = 2_000_000;

  private final Unit unit;
  private final SourceTally tally;
  private final FindingCollector collector;
  private final @Nullable HitNotes notes;
  private final Set<Origin> inPart = ConcurrentHashMap.newKeySet();
  private final Set<Origin> foundIn = ConcurrentHashMap.newKeySet();

  /**
   * @param noted whether a later run is to know what was found
   */
  UnitHits(Unit unit, ScanSettings settings, Keyring keyring, SourceTally tally, boolean noted) {
    this.unit = unit;
    this.tally = tally;
    this.collector = new FindingCollector(settings.key(), keyring, MOST_FINDINGS);
    this.notes = noted ? new HitNotes(settings.rules(), settings.known(), settings.key()) : null;
  }

  FindingCollector collector() {
    return collector;
  }

  @Override
  public void hit(Hit hit) {
    foundIn.add(hit.origin);
    Fingerprint fingerprint = collector.add(hit);
    if (notes != null) {
      notes.add(hit, fingerprint);
    }
  }

  @Override
  public void skipped(Origin origin, Skip.Reason reason, String detail) {
    inPart.add(origin);
    tally.skipped(new Skip(unit.source() + "/" + origin.item(), reason, detail));
  }

  /** Says how many findings there was no room for. */
  void sayDropped() {
    if (collector.dropped() > 0) {
      tally.skipped(
          new Skip(
              unit.source(),
              Skip.Reason.BOUNDED,
              "%,d findings beyond the first %,d".formatted(collector.dropped(), MOST_FINDINGS)));
    }
  }

  /**
   * Returns whether an earlier run noted what is in {@code document}, which is taken from there.
   */
  boolean knows(Document document) {
    return notes != null && notes.takes(document, this::again);
  }

  Collection<Origin> found() {
    Set<Origin> found = collector.origins();
    found.removeIf(origin -> !origin.provenances().isEmpty());
    return found;
  }

  @Nullable Collection<Origin> again() {
    if (collector.dropped() > 0) {
      return null;
    }
    Set<Origin> again = collector.origins();
    again.addAll(inPart);
    return again;
  }

  Collection<Origin> inPart() {
    return Set.copyOf(inPart);
  }

  boolean isAgain(Origin origin) {
    return foundIn.contains(origin) || inPart.contains(origin);
  }

  byte @Nullable [] noted(Collection<String> items) {
    return notes == null ? null : notes.write(items);
  }

  List<String> recall(byte[] noted, List<String> items) {
    return notes == null ? items : notes.recall(noted, items);
  }

  List<String> recalled() {
    return notes == null ? List.of() : notes.tell(this::again);
  }

  private void again(Hit hit) {
    foundIn.add(hit.origin);
    collector.add(hit);
  }
}
