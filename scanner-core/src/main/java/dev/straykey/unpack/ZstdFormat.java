package dev.straykey.unpack;

import dev.straykey.model.Skip;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * Zstandard. Frames that follow one another are one stream.
 *
 * <p>Source: <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>.
 */
public final class ZstdFormat implements ArchiveFormat {
  private static final Mark MARK = Mark.ofHex("28b52ffd");

  /** A frame's header at its longest. */
  private static final int HEADER = 18;

  /** The largest window that the library takes; it is what RFC 8878 asks of a decoder. */
  private static final long MAX_WINDOW = 8L << 20;

  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return length > 8
        && MARK.begins(head, length)
        // A reserved bit, which is zero.
        && (head[4] & 0x08) == 0;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    var in = new PushbackInputStream(packed.stream(), HEADER);
    byte[] header = in.readNBytes(HEADER);
    in.unread(header);
    if (window(header) > MAX_WINDOW) {
      entries.skipped("", Skip.Reason.BOUNDED, "needs a window of more than 8 MiB to unpack it");
      return;
    }
    entries.entry(null, stream(in));
  }

  /** Unpacks a stream; the library throws what is no {@link IOException} where it is damaged. */
  static InputStream stream(InputStream in) throws IOException {
    return new ZstdInputStream(in);
  }

  /** Returns how much of what was unpacked a decoder has to keep; 0 where that is not said. */
  private static long window(byte[] header) {
    boolean single = (header[4] & 0x20) != 0;
    if (!single) {
      int exponent = (header[5] & 0xff) >> 3;
      long base = 1L << (10 + exponent);
      return base + base / 8 * (header[5] & 7);
    }
    // The whole content is the window.
    int dictionary = new int[] {0, 1, 2, 4}[header[4] & 3];
    int size = new int[] {1, 2, 4, 8}[(header[4] & 0xff) >> 6];
    long length = 0;
    for (int i = size - 1; i >= 0 && 5 + dictionary + size <= header.length; i--) {
      length = (length << 8) | (header[5 + dictionary + i] & 0xff);
    }
    return length < 0 ? Long.MAX_VALUE : length;
  }
}
