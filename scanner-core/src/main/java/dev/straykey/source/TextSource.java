package dev.straykey.source;

import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One file of any size, read as it streams; UTF-16 becomes UTF-8. */
public final class TextSource implements Source {
  static final String KIND = "text";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean standsAlone() {
    return false;
  }

  @Override
  public int recognises(Path path) {
    // A pipe, such as a shell's <(...), is a file to read as well.
    return Files.exists(path) && !Files.isDirectory(path) ? 1 : 0;
  }

  @Override
  public List<Unit> units(Path path, ReadOptions options) {
    return List.of(new Unit(KIND, path.toString(), "", Map.of()));
  }

  @Override
  public void read(Unit unit, ReadOptions options, DocumentSink sink) throws IOException {
    Path path = Path.of(unit.source());
    String name = String.valueOf(path.getFileName());
    Audience audience = DirSource.audience(options);
    var files =
        new FileDocuments(
            unit.source(),
            ignored -> Origin.of(Provenance.file(KIND, unit.source(), name, audience)),
            ReadOptions.all(),
            sink);
    if (Files.isDirectory(path)) {
      sink.skipped(new Skip(unit.source(), Skip.Reason.UNREADABLE, "is a folder; read it as dir"));
    } else if (Files.isRegularFile(path)) {
      files.file(path, "", false);
    } else {
      try (var in = Files.newInputStream(path)) {
        files.once("", in);
      }
    }
    files.finish();
  }
}
