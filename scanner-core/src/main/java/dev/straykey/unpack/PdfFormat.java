package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;

/**
 * PDF: the file as it stands, then the texts of its packed pages, a line for each. Text in fonts
 * whose characters are numbered anew for the file cannot be read, and is said.
 */
public final class PdfFormat implements ArchiveFormat {
  private static final int MOST_BYTES = 64 << 20;
  private static final Mark MARK = Mark.of("%PDF-");

  @Override
  public String name() {
    return "pdf";
  }

  @Override
  public boolean keepsLines() {
    return false;
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return length > 8 && MARK.begins(head, length) && head[5] >= '1' && head[5] <= '2';
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    byte[] bytes = packed.stream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      entries.skipped("", Skip.Reason.BOUNDED, "a document of more than 64 MiB");
      return;
    }
    var pdf = new Pdf(bytes);
    entries.entry("", pdf);
    if (pdf.isEncrypted()) {
      entries.skipped("", Skip.Reason.BINARY, "its text is encrypted");
    } else if (pdf.hasNumberedFonts()) {
      entries.skipped("", Skip.Reason.BINARY, "text in fonts with characters of their own");
    }
  }
}
