package dev.straykey.rule;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a pattern as they stand in the compiled rules: made once by the build, unpacked
 * when a text first asks for them. To make them all takes some ten times as long as to unpack them.
 *
 * @param packedWhole null when the pattern has no table of its own
 * @param packedLead that of the leading parts of a pattern without one; null otherwise
 */
record PackedTables(@Nullable ByteBuffer packedWhole, @Nullable ByteBuffer packedLead) {
  static PackedTables of(@Nullable ByteDfa whole, @Nullable ByteDfa lead) {
    return new PackedTables(packed(whole), packed(lead));
  }

  private static @Nullable ByteBuffer packed(@Nullable ByteDfa table) {
    if (table == null) {
      return null;
    }
    var out = new ByteArrayOutputStream();
    table.pack(out);
    return ByteBuffer.wrap(out.toByteArray());
  }

  @Nullable ByteDfa whole() {
    return packedWhole == null ? null : ByteDfa.unpack(packedWhole.duplicate());
  }

  /**
   * Returns the table of the leading parts.
   *
   * @throws IllegalStateException when the pattern has a table of its own
   */
  ByteDfa lead() {
    if (packedLead == null) {
      throw new IllegalStateException("a pattern with a table needs none of its leading parts");
    }
    return ByteDfa.unpack(packedLead.duplicate());
  }
}
