package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;

/** What Android's build makes of resources and manifests: a line for each text in them. */
public final class AndroidResourcesFormat implements ArchiveFormat {
  private static final int MOST_BYTES = 64 << 20;

  @Override
  public String name() {
    return "android";
  }

  @Override
  public boolean keepsLines() {
    return false;
  }

  /** A table or a document, whose first part is its strings. */
  @Override
  public boolean recognises(byte[] head, int length) {
    boolean table = length > 16 && head[0] == 2 && head[1] == 0 && head[2] == 12 && head[3] == 0;
    boolean document = length > 16 && head[0] == 3 && head[1] == 0 && head[2] == 8 && head[3] == 0;
    int first = table ? 12 : 8;
    return (table || document)
        && head[first] == 1
        && head[first + 1] == 0
        && head[first + 2] == 28
        && head[first + 3] == 0;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    byte[] bytes = packed.stream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      entries.skipped("", Skip.Reason.BOUNDED, "resources of more than 64 MiB");
      return;
    }
    TextLines text = new AndroidResources(bytes).text();
    entries.entry("", text.stream());
    if (text.isFull()) {
      entries.skipped("", Skip.Reason.BOUNDED, "more text than its size allows");
    }
  }
}
