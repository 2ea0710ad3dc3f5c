package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;

/** Compiled Java classes: {@code NAME = "text"} for a constant, a line for each other text. */
public final class JavaClassFormat implements ArchiveFormat {
  private static final int MOST_BYTES = 16 << 20;

  /** Java 1.1; programs for several processors begin alike and have a small number here. */
  private static final int OLDEST = 45;

  private static final int NEWEST = 120;

  @Override
  public String name() {
    return "class";
  }

  @Override
  public boolean keepsLines() {
    return false;
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return length > 10
        && head[0] == (byte) 0xca
        && head[1] == (byte) 0xfe
        && head[2] == (byte) 0xba
        && head[3] == (byte) 0xbe
        && head[6] == 0
        && head[7] >= OLDEST
        && head[7] <= NEWEST;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    byte[] bytes = packed.stream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      entries.skipped("", Skip.Reason.BOUNDED, "a class of more than 16 MiB");
      return;
    }
    TextLines text = new JavaClass(bytes).text();
    entries.entry("", text.stream());
    if (text.isFull()) {
      entries.skipped("", Skip.Reason.BOUNDED, "more text than its size allows");
    }
  }
}
