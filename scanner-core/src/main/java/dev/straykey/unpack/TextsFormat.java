package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;

/** Files that are none of text and are read whole for the texts in them. */
abstract class TextsFormat implements ArchiveFormat {
  private final int mostMebibytes;
  private final String what;

  /**
   * @param mostMebibytes a larger file is not opened
   * @param what such a file is, with its article
   */
  TextsFormat(int mostMebibytes, String what) {
    this.mostMebibytes = mostMebibytes;
    this.what = what;
  }

  /** Returns the texts of a file. */
  abstract TextLines texts(byte[] bytes) throws IOException;

  @Override
  public boolean keepsLines() {
    return false;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    int most = mostMebibytes << 20;
    byte[] bytes = packed.stream().readNBytes(most + 1);
    if (bytes.length > most) {
      entries.skipped(
          "", Skip.Reason.BOUNDED, "%s of more than %d MiB".formatted(what, mostMebibytes));
      return;
    }
    TextLines texts = texts(bytes);
    entries.entry("", texts.stream());
    if (texts.isFull()) {
      entries.skipped("", Skip.Reason.BOUNDED, "more text than its size allows");
    }
  }
}
