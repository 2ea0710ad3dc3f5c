package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;

/** 7z. */
public final class SevenZipFormat implements ArchiveFormat {

  @Override
  public String name() {
    return "7z";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return SevenZFile.matches(head, length);
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    try (var channel = packed.channel();
        var archive =
            SevenZFile.builder()
                .setSeekableByteChannel(channel)
                .setMaxMemoryLimitKiB(entries.maxMemoryKib())
                .get()) {
      for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        if (!entry.isDirectory() && entry.hasStream()) {
          String name = entry.getName();
          entries.entry(name == null ? "content" : name, new Current(archive));
        }
      }
    } catch (PasswordRequiredException e) {
      entries.skipped("", Skip.Reason.ENCRYPTED, "needs a password");
    }
  }

  /** The entry at which the archive stands. */
  private static final class Current extends InputStream {
    private final SevenZFile archive;

    Current(SevenZFile archive) {
      this.archive = archive;
    }

    @Override
    public int read() throws IOException {
      return archive.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return archive.read(into, offset, length);
    }
  }
}
