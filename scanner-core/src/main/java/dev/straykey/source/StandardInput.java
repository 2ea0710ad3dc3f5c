package dev.straykey.source;

import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Unit;
import dev.straykey.unpack.Archives;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What comes in on a stream: a text of any length, or an archive, which is opened. Can be read
 * once, so it is made for its run and is not among {@link Sources#all()}.
 */
public final class StandardInput implements Source {
  /** How the command line and reports name it. */
  public static final String NAME = "-";

  private final InputStream in;
  private final String name;

  /**
   * Makes a source of a stream.
   *
   * @param in stays open
   */
  public StandardInput(InputStream in) {
    this(in, NAME);
  }

  /**
   * Makes a source of a text that lies in memory.
   *
   * @param name as reports call it
   */
  public StandardInput(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  @Override
  public String kind() {
    return TextSource.KIND;
  }

  @Override
  public boolean standsAlone() {
    return false;
  }

  @Override
  public int recognises(Path path) {
    return path.toString().equals(name) ? 100 : 0;
  }

  @Override
  public List<Unit> units(Path path, ReadOptions options) {
    return List.of(new Unit(TextSource.KIND, name, "", Map.of()));
  }

  @Override
  public void read(Unit unit, ReadOptions options, DocumentSink sink) throws IOException {
    Audience audience = DirSource.audience(options);
    var files =
        new FileDocuments(
            name,
            path -> Origin.of(Provenance.file(TextSource.KIND, name, path, audience)),
            options,
            sink);
    var peeked = new BufferedInputStream(in, 1 << 16);
    peeked.mark(Archives.HEAD);
    byte[] head = peeked.readNBytes(Archives.HEAD);
    peeked.reset();
    if (Archives.recognise(head, head.length) == null) {
      files.once("", peeked);
    } else {
      // Most archives are read from their end.
      Path copy = Files.createTempFile("straykey-", ".stdin");
      try {
        try (var out = Files.newOutputStream(copy)) {
          peeked.transferTo(out);
        }
        files.archive(copy, "");
      } finally {
        Files.deleteIfExists(copy);
      }
    }
    files.finish();
  }
}
