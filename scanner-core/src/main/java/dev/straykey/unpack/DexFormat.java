package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;

/** Programs for Android: {@code NAME = "text"} for a constant, a line for each other text. */
public final class DexFormat implements ArchiveFormat {
  private static final int MOST_BYTES = 64 << 20;
  private static final int HEADER = 0x70;

  @Override
  public String name() {
    return "dex";
  }

  @Override
  public boolean keepsLines() {
    return false;
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return length >= HEADER
        && head[0] == 'd'
        && head[1] == 'e'
        && head[2] == 'x'
        && head[3] == '\n'
        && head[4] == '0'
        && head[7] == 0;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    byte[] bytes = packed.stream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      entries.skipped("", Skip.Reason.BOUNDED, "a program of more than 64 MiB");
      return;
    }
    TextLines text = new Dex(bytes).text();
    entries.entry("", text.stream());
    if (text.isFull()) {
      entries.skipped("", Skip.Reason.BOUNDED, "more text than its size allows");
    }
  }
}
