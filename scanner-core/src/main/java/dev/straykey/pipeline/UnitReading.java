package dev.straykey.pipeline;

import dev.straykey.model.Audience;
import dev.straykey.model.Document;
import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.Keyring;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.ScanMemory;
import dev.straykey.model.ScannerException;
import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import dev.straykey.scan.FindingCollector;
import dev.straykey.scan.Hit;
import dev.straykey.scan.HitNotes;
import dev.straykey.scan.HitSink;
import dev.straykey.scan.ScanEngine;
import dev.straykey.scan.Worker;
import dev.straykey.source.DocumentSink;
import dev.straykey.source.ReadOptions;
import dev.straykey.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one unit and scans it: what one worker does, needing nothing but the unit, the rules and
 * the known keys.
 */
final class UnitReading implements Callable<List<Finding>>, DocumentSink {
  private static final int MOST_FINDINGS = 2_000_000;
  private static final int DOCUMENTS_BETWEEN_PROGRESS = 256;

  private final Source source;
  private final Unit unit;
  private final ReadOptions options;
  private final SourceTally tally;
  private final Nesting nesting;
  private final @Nullable ScanMemory memory;
  private final Consumer<RunEvent> events;
  private final ScanEngine engine;
  private final Worker worker;
  private final FindingCollector collector;
  private final @Nullable HitNotes notes;
  private final Set<Origin> inPart = ConcurrentHashMap.newKeySet();
  private final Set<Origin> foundIn = ConcurrentHashMap.newKeySet();
  private final HitSink hits =
      new HitSink() {
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
      };
  private final Map<Origin, List<Provenance>> known = new ConcurrentHashMap<>();
  private final List<Beside> others = new ArrayList<>();
  private int sinceProgress;

  /** What to do with a source inside a source. */
  interface Nesting {
    boolean take(Path path, String name) throws IOException;
  }

  UnitReading(
      Source source,
      Unit unit,
      ReadOptions options,
      ScanEngine engine,
      ScanSettings settings,
      Keyring keyring,
      SourceTally tally,
      Nesting nesting,
      @Nullable ScanMemory memory,
      Consumer<RunEvent> events) {
    this.source = source;
    this.unit = unit;
    this.options = options;
    this.tally = tally;
    this.nesting = nesting;
    this.memory = memory;
    this.events = events;
    this.engine = engine;
    this.worker = engine.worker();
    this.collector = new FindingCollector(settings.key(), keyring, MOST_FINDINGS);
    this.notes =
        memory == null ? null : new HitNotes(settings.rules(), settings.known(), settings.key());
  }

  @Override
  public List<Finding> call() {
    try {
      source.read(unit, options, this);
    } catch (IOException e) {
      tally.broken(e);
    } catch (ScannerException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      tally.skipped(new Skip(unit.source(), Skip.Reason.BROKEN, Unforeseen.detail(e)));
    }
    tally.bytes(worker.bytes());
    others.forEach(other -> tally.bytes(other.worker.bytes()));
    if (collector.dropped() > 0) {
      tally.skipped(
          new Skip(
              unit.source(),
              Skip.Reason.BOUNDED,
              "%,d findings beyond the first %,d".formatted(collector.dropped(), MOST_FINDINGS)));
    }
    if (collector.isEmpty()) {
      return List.of();
    }
    Map<Origin, List<Provenance>> places = places();
    return collector.findings(origin -> places.getOrDefault(origin, List.of()));
  }

  /** What was found stays found even when its commit and path cannot be told. */
  private Map<Origin, List<Provenance>> places() {
    try {
      Set<Origin> open = collector.origins();
      open.removeAll(known.keySet());
      var places = new HashMap<>(known);
      if (!open.isEmpty()) {
        places.putAll(source.resolve(unit, options, open));
      }
      return places;
    } catch (IOException e) {
      tally.broken(e);
    } catch (RuntimeException | StackOverflowError e) {
      tally.skipped(new Skip(unit.source(), Skip.Reason.BROKEN, Unforeseen.detail(e)));
    }
    var unknown = new LinkedHashMap<Origin, List<Provenance>>();
    for (Origin origin : collector.origins()) {
      unknown.put(
          origin,
          origin.provenances().isEmpty()
              ? List.of(
                  Provenance.file(unit.kind(), unit.source(), origin.item(), Audience.RESTRICTED))
              : origin.provenances());
    }
    return unknown;
  }

  @Override
  public void document(Document document) throws IOException {
    if (notes == null || !notes.takes(document, this::again)) {
      scan(worker, document, false);
    }
    progress();
  }

  @Override
  public int @Nullable [] spots(Document document) throws IOException {
    boolean told = notes != null && notes.takes(document, this::again);
    int[] spots = told ? null : scan(worker, document, true);
    progress();
    return spots;
  }

  /** Looks at a text. One that brings a fault to light costs itself, and no other. */
  private int @Nullable [] scan(Worker worker, Document document, boolean version)
      throws IOException {
    try {
      return version ? worker.scanVersion(document, hits) : worker.scan(document, hits);
    } catch (RuntimeException | StackOverflowError e) {
      hits.skipped(document.origin(), Skip.Reason.BROKEN, Unforeseen.detail(e));
      return null;
    }
  }

  @Override
  public boolean name(byte[] text, int from, int to, Supplier<@Nullable Origin> origin) {
    return worker.scanName(text, from, to, origin, hits);
  }

  private void progress() {
    if (++sinceProgress == DOCUMENTS_BETWEEN_PROGRESS) {
      sinceProgress = 0;
      events.accept(
          new RunEvent.Progress("scanning " + unit.source(), unit.name(), tally.documents()));
    }
  }

  @Override
  public DocumentSink beside() {
    var other = new Beside(engine.worker());
    others.add(other);
    return other;
  }

  @Override
  public @Nullable ScanMemory memory() {
    return memory;
  }

  @Override
  public Collection<Origin> found() {
    Set<Origin> found = collector.origins();
    found.removeIf(origin -> !origin.provenances().isEmpty());
    return found;
  }

  @Override
  public @Nullable Collection<Origin> again() {
    if (collector.dropped() > 0) {
      return null;
    }
    Set<Origin> again = collector.origins();
    again.addAll(inPart);
    return again;
  }

  @Override
  public Collection<Origin> inPart() {
    return Set.copyOf(inPart);
  }

  @Override
  public boolean isAgain(Origin origin) {
    return foundIn.contains(origin) || inPart.contains(origin);
  }

  @Override
  public byte @Nullable [] noted(Collection<String> items) {
    return notes == null ? null : notes.write(items);
  }

  @Override
  public List<String> recall(byte[] noted, List<String> items) {
    return notes == null ? items : notes.recall(noted, items);
  }

  @Override
  public List<String> recalled() {
    return notes == null ? List.of() : notes.tell(this::again);
  }

  private void again(Hit hit) {
    foundIn.add(hit.origin);
    collector.add(hit);
  }

  @Override
  public void places(Origin origin, List<Provenance> places) {
    known.put(origin, places);
  }

  @Override
  public void skipped(Skip skip) {
    tally.skipped(skip);
  }

  @Override
  public void counted(String what, long howMany, boolean asDocuments) {
    tally.counted(what, howMany, asDocuments);
  }

  @Override
  public void notice(String text) {
    tally.notice(text);
  }

  @Override
  public boolean nested(Path path, String name) throws IOException {
    return nesting.take(path, name);
  }

  /** The same for a second thread: a worker of its own, one collector and one tally. */
  private final class Beside implements DocumentSink {
    private final Worker worker;

    Beside(Worker worker) {
      this.worker = worker;
    }

    @Override
    public boolean isAgain(Origin origin) {
      return UnitReading.this.isAgain(origin);
    }

    @Override
    public void document(Document document) throws IOException {
      scan(worker, document, false);
    }

    @Override
    public int @Nullable [] spots(Document document) throws IOException {
      return scan(worker, document, true);
    }

    @Override
    public boolean name(byte[] text, int from, int to, Supplier<@Nullable Origin> origin) {
      return worker.scanName(text, from, to, origin, hits);
    }

    @Override
    public void skipped(Skip skip) {
      tally.skipped(skip);
    }

    @Override
    public void counted(String what, long howMany, boolean asDocuments) {
      tally.counted(what, howMany, asDocuments);
    }

    @Override
    public void notice(String text) {
      tally.notice(text);
    }

    @Override
    public boolean nested(Path path, String name) throws IOException {
      return nesting.take(path, name);
    }
  }
}
