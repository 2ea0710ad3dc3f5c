package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Tar, in the forms of POSIX and GNU. */
public final class TarFormat implements ArchiveFormat {

  @Override
  public String name() {
    return "tar";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return TarArchiveInputStream.matches(head, length);
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    var tar = new TarArchiveInputStream(packed.stream(), "UTF-8");
    for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
        continue;
      }
      if (tar.canReadEntryData(entry)) {
        entries.entry(entry.getName(), tar);
      } else {
        entries.skipped(entry.getName(), Skip.Reason.UNREADABLE, "sparse file of an unknown form");
      }
    }
  }
}
