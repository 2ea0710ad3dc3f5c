package dev.straykey.unpack;

import java.io.IOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Bzip2. */
public final class Bzip2Format implements ArchiveFormat {

  @Override
  public String name() {
    return "bzip2";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    // "BZh" alone begins words; a block size and the first block's mark do not.
    return length > 9
        && BZip2CompressorInputStream.matches(head, length)
        && head[3] >= '1'
        && head[3] <= '9'
        && ((head[4] == 0x31 && head[5] == 0x41) || (head[4] == 0x17 && head[5] == 0x72));
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    var bytes = new BZip2CompressorInputStream(packed.stream(), true);
    entries.entry(
        null,
        new java.io.FilterInputStream(bytes) {
          // A call that fails gives nothing of what it had unpacked, so each asks for little.
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 512));
          }
        });
  }
}
