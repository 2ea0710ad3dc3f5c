package dev.straykey.unpack;

import java.io.IOException;

/**
 * Databases of SQLite: a line for each row, with its texts; rows that were deleted are not read.
 */
public final class SqliteFormat implements ArchiveFormat {
  private static final Mark MARK = Mark.of("SQLite format 3\0");

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
    return length >= 100 && MARK.begins(head, length) && Sqlite.pageSize(head) > 0;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    try (var file = packed.channel()) {
      entries.entry("", new Sqlite(file));
    }
  }
}
