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
    entries.entry(null, new BZip2CompressorInputStream(packed.stream(), true));
  }
}
