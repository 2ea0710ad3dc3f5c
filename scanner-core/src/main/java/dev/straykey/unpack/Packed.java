package dev.straykey.unpack;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The packed bytes of one archive, from their beginning on or to jump within. A stream whose format
 * has to jump is held in memory where it is small, and else written to a temporary file, which goes
 * when this is closed.
 */
public final class Packed implements AutoCloseable {
  /** So much is held: of each thread, and of each archive inside another. */
  static final int HELD =
      (int) Math.max(1L << 20, Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 128));

  private final @Nullable InputStream stream;
  private byte @Nullable [] held;
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
    if (held != null) {
      return new ByteArrayInputStream(held);
    }
    if (file == null) {
      return stream == null ? InputStream.nullInputStream() : stream;
    }
    closeOpened();
    opened = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return opened;
  }

  /**
   * Returns the bytes to jump within; whoever reads closes it. A file that had to be made can be
   * read by this user only.
   */
  public SeekableByteChannel channel() throws IOException {
    if (stream != null && held == null && file == null) {
      take(stream);
    }
    if (held != null) {
      return new SeekableInMemoryByteChannel(held);
    }
    if (file == null) {
      throw new IOException("there is nothing to read");
    }
    return Files.newByteChannel(file);
  }

  private void take(InputStream in) throws IOException {
    byte[] first = in.readNBytes(HELD);
    if (first.length < HELD) {
      held = first;
      return;
    }
    Path path = Files.createTempFile("straykey-", ".packed");
    temporary = path;
    try (var out = Files.newOutputStream(path)) {
      out.write(first);
      in.transferTo(out);
    }
    file = path;
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
