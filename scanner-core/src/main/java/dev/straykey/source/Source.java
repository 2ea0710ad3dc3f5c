package dev.straykey.source;

import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of place to scan.
 *
 * <p><b>Shape:</b> a path in; units out; each unit read as documents, in a fixed order. Stateless;
 * units may be read from many threads or machines.
 *
 * <p><b>Errors:</b> what cannot be read is a {@link dev.straykey.model.Skip} with its reason, and
 * reading goes on; {@link IOException} only when the whole unit is beyond reading. Foreign input is
 * bounded in depth, size and time.
 */
public interface Source {

  /** Returns the kind, such as {@code slack}, as {@code --as} and reports name it. */
  String kind();

  /**
   * Returns how surely {@code path} holds this kind, judged by its content: 0 for no, 1 for
   * anything (plain files), up to 100 for certain. Reads little.
   */
  int recognises(Path path) throws IOException;

  /**
   * Returns whether it is read as a source of its own where it lies inside another, as exports and
   * repositories are; false for what the source around it reads itself.
   */
  default boolean standsAlone() {
    return true;
  }

  /** Cuts {@code path} into units, in a fixed order. */
  List<Unit> units(Path path, ReadOptions options) throws IOException;

  /** Reads one unit from beginning to end. */
  void read(Unit unit, ReadOptions options, DocumentSink sink) throws IOException;

  /**
   * Returns the places of documents in which something was found. The default takes what the
   * origins say; a source whose places cost a look-up does that here, for all of them at once.
   */
  default Map<Origin, List<Provenance>> resolve(
      Unit unit, ReadOptions options, Collection<Origin> origins) throws IOException {
    var places = new LinkedHashMap<Origin, List<Provenance>>();
    origins.forEach(origin -> places.put(origin, origin.provenances()));
    return places;
  }
}
