package dev.straykey.unpack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Databases of SQLite: a line for each row, with its texts; rows that were deleted are not read.
 */
public final class SqliteFormat implements ArchiveFormat {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public boolean keepsLines() {
    return false;
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return length >= 100
        && java.util.Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && Sqlite.pageSize(head) > 0;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    try (var file = packed.channel()) {
      entries.entry("", new Sqlite(file));
    }
  }
}
