package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Iterator;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Zip, by its directory at the end; where that is damaged or cut off, entry by entry from the
 * beginning as far as it goes.
 */
public final class ZipFormat implements ArchiveFormat {
  private static final int ZSTANDARD = 93;

  @Override
  public String name() {
    return "zip";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return ZipArchiveInputStream.matches(head, length);
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    read(packed, name -> true, entries);
  }

  /** The same for some entries; the others are not opened. */
  static void read(Packed packed, Predicate<String> wanted, Entries entries) throws IOException {
    ZipFile zip;
    try {
      zip = open(packed.channel());
    } catch (IOException | RuntimeException e) {
      readInOrder(packed, wanted, entries);
      return;
    }
    try (zip) {
      for (Iterator<ZipArchiveEntry> all = zip.getEntriesInPhysicalOrder().asIterator();
          all.hasNext(); ) {
        var entry = all.next();
        if (!entry.isDirectory()
            && wanted.test(entry.getName())
            && readable(entry, canRead(zip, entry), entries)) {
          take(zip, entry, entries);
        }
      }
    }
  }

  private static ZipFile open(SeekableByteChannel channel) throws IOException {
    try {
      return ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void take(ZipFile zip, ZipArchiveEntry entry, Entries entries) throws IOException {
    InputStream bytes;
    try {
      bytes =
          entry.getMethod() == ZSTANDARD
              ? ZstdFormat.stream(zip.getRawInputStream(entry))
              : zip.getInputStream(entry);
    } catch (IOException | RuntimeException e) {
      entries.skipped(entry.getName(), Skip.Reason.BROKEN, "its header is damaged");
      return;
    }
    try (bytes) {
      entries.entry(entry.getName(), bytes);
    }
  }

  private static boolean canRead(ZipFile zip, ZipArchiveEntry entry) {
    return entry.getMethod() == ZSTANDARD || zip.canReadEntryData(entry);
  }

  private static void readInOrder(Packed packed, Predicate<String> wanted, Entries entries)
      throws IOException {
    // Entries that were stored without their length before them cannot be told apart reliably, but
    // in a damaged archive a guess is better than nothing.
    try (var zip = new ZipArchiveInputStream(packed.stream(), "UTF-8", true, true)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()
            && wanted.test(entry.getName())
            && readable(entry, zip.canReadEntryData(entry), entries)) {
          entries.entry(entry.getName(), zip);
        }
      }
    }
    entries.broken("its directory is damaged or cut off; read what came before");
  }

  private static boolean readable(ZipArchiveEntry entry, boolean known, Entries entries)
      throws IOException {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      entries.skipped(entry.getName(), Skip.Reason.ENCRYPTED, "needs a password");
      return false;
    }
    if (!known) {
      entries.skipped(
          entry.getName(),
          Skip.Reason.UNREADABLE,
          "packed by method %d".formatted(entry.getMethod()));
    }
    return known;
  }
}
