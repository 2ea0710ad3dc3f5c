package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;

/**
 * Apple's binary property lists, as in an ipa: {@code name = "text"} for each entry of a
 * dictionary, a line for each other text.
 */
public final class PropertyListFormat implements ArchiveFormat {
  private static final int MOST_BYTES = 32 << 20;
  private static final Mark MARK = Mark.of("bplist0");

  @Override
  public String name() {
    return "plist";
  }

  @Override
  public boolean keepsLines() {
    return false;
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return MARK.begins(head, length);
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    byte[] bytes = packed.stream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      entries.skipped("", Skip.Reason.BOUNDED, "a property list of more than 32 MiB");
      return;
    }
    var list = new PropertyList(bytes);
    entries.entry("", list.text());
    if (list.cut()) {
      entries.skipped("", Skip.Reason.BOUNDED, "read up to 16 MiB of its texts");
    }
  }
}
