package dev.straykey.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Gzip; members that follow one another are one stream. */
public final class GzipFormat implements ArchiveFormat {

  @Override
  public String name() {
    return "gzip";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    // Third byte: deflate, the only method there is; saves a text that happens to begin alike.
    return length > 2 && GzipCompressorInputStream.matches(head, length) && head[2] == 8;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    // The JDK's, since it gives what it unpacked before it fails; others keep that back.
    entries.entry(null, new GZIPInputStream(new Peeking(packed.stream()), 1 << 15));
  }

  /** Knows whether more is to come, by which the JDK decides whether to look for another member. */
  private static final class Peeking extends PushbackInputStream {
    Peeking(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      int next = read();
      if (next < 0) {
        return 0;
      }
      unread(next);
      return 1;
    }
  }
}
