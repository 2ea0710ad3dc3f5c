package dev.straykey.source;

import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import dev.straykey.unpack.Archives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An archive of plain files: zip, tar, gzip, bzip2, xz, 7z, and those in one another. */
public final class ArchiveSource implements Source {
  static final String KIND = "archive";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean standsAlone() {
    return false;
  }

  @Override
  public int recognises(Path path) throws IOException {
    return Files.isRegularFile(path) && Archives.recognise(path) != null ? 60 : 0;
  }

  @Override
  public List<Unit> units(Path path, ReadOptions options) {
    return List.of(new Unit(KIND, path.toString(), "", Map.of()));
  }

  @Override
  public void read(Unit unit, ReadOptions options, DocumentSink sink) throws IOException {
    Path path = Path.of(unit.source());
    if (Archives.recognise(path) == null) {
      sink.skipped(
          new Skip(unit.source(), Skip.Reason.BROKEN, "is not an archive of a known format"));
      return;
    }
    Audience audience = DirSource.audience(options);
    var files =
        new FileDocuments(
            unit.source(),
            name -> Origin.of(Provenance.file(KIND, unit.source(), name, audience)),
            options,
            sink);
    files.archive(path, "");
    files.finish();
  }
}
