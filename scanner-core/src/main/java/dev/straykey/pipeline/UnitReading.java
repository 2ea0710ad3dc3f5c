package dev.straykey.pipeline;

import dev.straykey.model.Audience;
import dev.straykey.model.Document;
import dev.straykey.model.Finding;
import dev.straykey.model.Keyring;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.ScanMemory;
import dev.straykey.model.ScannerException;
import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import dev.straykey.scan.FindingCollector;
import dev.straykey.scan.ScanEngine;
import dev.straykey.scan.Worker;
import dev.straykey.source.DocumentSink;
import dev.straykey.source.ReadOptions;
import dev.straykey.source.Source;
import java.io.IOException;
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
final class UnitReading extends TallySink implements Callable<List<Finding>> {
  private static final int DOCUMENTS_BETWEEN_PROGRESS = 256;

  /** Of so many marks without a reason each is told of. */
  private static final int MOST_MARKS = 50;

  private final Source source;
  private final Unit unit;
  private final ReadOptions options;
  private final @Nullable ScanMemory memory;
  private final Consumer<RunEvent> events;
  private final ScanEngine engine;
  private final Worker worker;
  private final UnitHits hits;
  private final Map<Origin, List<Provenance>> known = new ConcurrentHashMap<>();
  private final List<Beside> others = new ArrayList<>();
  private int sinceProgress;

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
    super(tally, nesting);
    this.source = source;
    this.unit = unit;
    this.options = options;
    this.memory = memory;
    this.events = events;
    this.engine = engine;
    this.worker = engine.worker();
    this.hits = new UnitHits(unit, settings, keyring, tally, memory != null);
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
    hits.sayDropped();
    FindingCollector collector = hits.collector();
    if (collector.isEmpty()) {
      return List.of();
    }
    Map<Origin, List<Provenance>> places = places(collector);
    List<Finding> findings = collector.findings(origin -> places.getOrDefault(origin, List.of()));
    sayWithoutReason(collector.withoutReason());
    return findings;
  }

  /** Whoever wrote a mark that does not count is told how to write it. */
  private void sayWithoutReason(List<String> places) {
    for (String place : places.subList(0, Math.min(places.size(), MOST_MARKS))) {
      tally.notice(
          "SK-1570 %s: straykey:allow gives no reason, so it does not count. Write “straykey:allow REASON”, with a blank before the reason, or take it out"
              .formatted(place));
    }
    if (places.size() > MOST_MARKS) {
      tally.notice(
          "SK-1570 %,d more places where straykey:allow gives no reason. Write “straykey:allow REASON”"
              .formatted(places.size() - MOST_MARKS));
    }
  }

  /** What was found stays found even when its commit and path cannot be told. */
  private Map<Origin, List<Provenance>> places(FindingCollector collector) {
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
    if (!hits.knows(document)) {
      scan(worker, document, false);
    }
    progress();
  }

  @Override
  public int @Nullable [] spots(Document document) throws IOException {
    int[] spots = hits.knows(document) ? null : scan(worker, document, true);
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
    return hits.found();
  }

  @Override
  public @Nullable Collection<Origin> again() {
    return hits.again();
  }

  @Override
  public Collection<Origin> inPart() {
    return hits.inPart();
  }

  @Override
  public boolean isAgain(Origin origin) {
    return hits.isAgain(origin);
  }

  @Override
  public byte @Nullable [] noted(Collection<String> items) {
    return hits.noted(items);
  }

  @Override
  public List<String> recall(byte[] noted, List<String> items) {
    return hits.recall(noted, items);
  }

  @Override
  public List<String> recalled() {
    return hits.recalled();
  }

  @Override
  public void places(Origin origin, List<Provenance> places) {
    known.put(origin, places);
  }

  /** The same for a second thread: a worker of its own, one collector and one tally. */
  private final class Beside extends TallySink {
    private final Worker worker;

    Beside(Worker worker) {
      super(UnitReading.this.tally, UnitReading.this.nesting);
      this.worker = worker;
    }

    @Override
    public boolean isAgain(Origin origin) {
      return hits.isAgain(origin);
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
  }
}
