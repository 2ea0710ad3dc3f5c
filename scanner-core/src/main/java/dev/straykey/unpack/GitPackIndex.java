package dev.straykey.unpack;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The index that git keeps beside a pack, made for one that lies alone. Of version 2, without the
 * checksums, which who reads it here does not ask for: ids were made from what lies there.
 *
 * <p>Source: <a href="https://git-scm.com/docs/pack-format">pack format</a>.
 */
final class GitPackIndex {
  private static final int MAGIC = 0xff744f63;
  private static final int VERSION = 2;
  private static final int LARGE = 0x80000000;

  private final int idLength;
  private final List<Entry> entries = new ArrayList<>();

  private static final class Entry {
    private final byte[] id;
    private final long offset;

    Entry(byte[] id, long offset) {
      this.id = id;
      this.offset = offset;
    }
  }

  GitPackIndex(int idLength) {
    this.idLength = idLength;
  }

  /**
   * Adds an object.
   *
   * @param offset in the pack
   */
  void add(byte[] id, long offset) {
    entries.add(new Entry(id, offset));
  }

  void write(Path file) throws IOException {
    entries.sort((a, b) -> Arrays.compareUnsigned(a.id, b.id));
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      int at = 0;
      for (int first = 0; first < 256; first++) {
        while (at < entries.size() && (entries.get(at).id[0] & 0xff) == first) {
          at++;
        }
        out.writeInt(at);
      }
      for (Entry entry : entries) {
        out.write(entry.id);
      }
      for (int i = 0; i < entries.size(); i++) {
        out.writeInt(0);
      }
      offsets(out);
      out.write(new byte[2 * idLength]);
    }
  }

  private void offsets(DataOutputStream out) throws IOException {
    var large = new ArrayList<Long>();
    for (Entry entry : entries) {
      if (entry.offset <= Integer.MAX_VALUE) {
        out.writeInt((int) entry.offset);
      } else {
        out.writeInt(LARGE | large.size());
        large.add(entry.offset);
      }
    }
    for (long offset : large) {
      out.writeLong(offset);
    }
  }
}
