package dev.straykey.cli;

import dev.straykey.pipeline.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which tells at the end whether it took everything: a report that a full disc cut
 * off is none. {@code System.out} would keep that to itself.
 */
final class StandardOutput extends OutputStream {
  private final OutputStream file = new FileOutputStream(FileDescriptor.out);
  private @Nullable IOException failure;

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (failure != null) {
      return;
    }
    try {
      file.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Returns what is to be said of what was not written; null when all was, and when nobody reads
   * any more, as {@code head} does not.
   */
  @Nullable String complaint() {
    IOException e = failure;
    return e == null ? null : Surroundings.lostOutput(e);
  }
}
