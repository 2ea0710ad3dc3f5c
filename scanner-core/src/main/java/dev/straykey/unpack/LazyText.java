package dev.straykey.unpack;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Text that is made part by part, as it is read. */
abstract class LazyText extends PieceStream {
  private static final int MOST_AT_ONCE = 32 << 20;

  private boolean ended;

  /** Adds some more of the text to {@code lines}; returns false when that was the last. */
  abstract boolean more(TextLines lines) throws IOException;

  @Override
  byte @Nullable [] next() throws IOException {
    if (ended) {
      return null;
    }
    var lines = new TextLines(MOST_AT_ONCE);
    ended = !more(lines);
    if (lines.isFull()) {
      throw new IOException("a part of it holds more text than such a part can");
    }
    return lines.bytes();
  }
}
