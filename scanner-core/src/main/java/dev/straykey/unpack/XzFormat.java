package dev.straykey.unpack;

import java.io.IOException;
import java.util.Arrays;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZInputStream;

/** XZ. */
public final class XzFormat implements ArchiveFormat {
  private static final byte[] MAGIC = XZ.HEADER_MAGIC;

  @Override
  public String name() {
    return "xz";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return length > MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    entries.entry(null, new XZInputStream(packed.stream(), entries.maxMemoryKib()));
  }
}
