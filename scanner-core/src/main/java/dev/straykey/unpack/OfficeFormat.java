package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Documents of office programs, which are zip files of XML: docx, xlsx, pptx (ECMA-376) and odt,
 * ods, odp (OpenDocument). Their XML parts come out as text, because a key that somebody typed is
 * often cut into several runs; everything else comes out as it is.
 */
public final class OfficeFormat implements ArchiveFormat {
  /** How one of the first names in such a file begins. */
  private static final List<String> FIRST_NAMES =
      List.of("[Content_Types].xml", "_rels/.rels", "docProps/", "word/", "xl/", "ppt/");

  private static final String OPEN_DOCUMENT = "mimetypeapplication/vnd.oasis.opendocument";
  private static final int NAME_AT = 30;

  @Override
  public String name() {
    return "office";
  }

  @Override
  public boolean keepsLines() {
    return false;
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    if (length < NAME_AT + 4 || head[0] != 'P' || head[1] != 'K' || head[2] != 3 || head[3] != 4) {
      return false;
    }
    int most = Math.min(length - NAME_AT, 64);
    var name = new String(head, NAME_AT, most, StandardCharsets.ISO_8859_1);
    return FIRST_NAMES.stream().anyMatch(name::startsWith) || name.startsWith(OPEN_DOCUMENT);
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    ZipFormat.read(packed, name -> true, new Parts(entries));
  }

  private record Parts(Entries entries) implements Entries {
    @Override
    public void entry(@org.jspecify.annotations.Nullable String name, InputStream bytes)
        throws IOException {
      boolean xml = name != null && (name.endsWith(".xml") || name.endsWith(".rels"));
      entries.entry(name, xml ? new OfficeText(bytes) : bytes);
    }

    @Override
    public void skipped(String name, Skip.Reason reason, String detail) throws IOException {
      entries.skipped(name, reason, detail);
    }

    @Override
    public void broken(String detail) {
      entries.broken(detail);
    }

    @Override
    public int maxMemoryKib() {
      return entries.maxMemoryKib();
    }
  }
}
