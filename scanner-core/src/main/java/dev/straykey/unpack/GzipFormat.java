package dev.straykey.unpack;

import java.io.IOException;
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
    entries.entry(
        null,
        GzipCompressorInputStream.builder()
            .setInputStream(packed.stream())
            .setDecompressConcatenated(true)
            .get());
  }
}
