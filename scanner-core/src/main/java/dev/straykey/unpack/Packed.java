package dev.straykey.unpack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The packed bytes of one archive, as a stream or as a file. A stream is written to a temporary
 * file only when its format has to jump within it; the file goes when this is closed.
 */
public final class Packed implements AutoCloseable {
  private final @Nullable InputStream stream;
  private @Nullable Path file;
  private @Nullable Path temporary;
  private @Nullable InputStream opened;

  private Packed(@Nullable InputStream stream, @Nullable Path file) {
    this.stream = stream;
    this.file = file;
  }

  static Packed of(Path file) {
    return new Packed(null, file);
  }

  static Packed of(InputStream stream) {
    return new Packed(stream, null);
  }

  /** Returns the bytes from their beginning; call once for a stream. */
  public InputStream stream() throws IOException {
    if (stream != null && file == null) {
      return stream;
    }
    closeOpened();
    opened = new BufferedInputStream(Files.newInputStream(file()), 1 << 16);
    return opened;
  }

  /** Returns a file that holds the bytes, readable by this user only when it had to be made. */
  public Path file() throws IOException {
    Path path = file;
    if (path == null) {
      path = Files.createTempFile("straykey-", ".packed");
      temporary = path;
      if (stream != null) {
        try (var out = Files.newOutputStream(path)) {
          stream.transferTo(out);
        }
      }
      file = path;
    }
    return path;
  }

  private void closeOpened() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  public void close() throws IOException {
    closeOpened();
    if (temporary != null) {
      Files.deleteIfExists(temporary);
    }
  }
}
