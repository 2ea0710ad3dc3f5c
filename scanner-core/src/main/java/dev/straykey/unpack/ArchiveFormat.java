package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;
import java.io.InputStream;

/**
 * A way to pack files.
 *
 * <p><b>Shape:</b> packed bytes in, named streams out, in the archive's order. Stateless.
 *
 * <p><b>Errors:</b> an exception of the decoder, checked or not, means that the rest is broken;
 * whatever was taken before stays taken.
 *
 * <p>A new format is one class here and its name in {@code META-INF/services}.
 */
public interface ArchiveFormat {

  /** Returns the name that {@code decoded} carries, such as {@code gzip}. */
  String name();

  /** Returns whether {@code head}, the first {@code length} bytes, begins such an archive. */
  boolean recognises(byte[] head, int length);

  /**
   * Returns whether lines and columns of what it hands over are those of a file; false where text
   * is taken out of a form that has none.
   */
  default boolean keepsLines() {
    return true;
  }

  /** Hands every entry to {@code entries}. */
  void read(Packed packed, Entries entries) throws IOException;

  /** Where a format puts what it unpacks. */
  interface Entries {

    /**
     * Takes one entry and reads it to the end that it wants.
     *
     * @param name as the archive gives it; null for a format that packs one stream without a name;
     *     empty for the text of the file itself
     */
    void entry(@org.jspecify.annotations.Nullable String name, InputStream bytes)
        throws IOException;

    /** Takes note of an entry that cannot be read. */
    void skipped(String name, Skip.Reason reason, String detail) throws IOException;

    /** Takes note that the archive itself is damaged although entries could be read. */
    void broken(String detail);

    /** Returns how much memory a decoder may ask for, in KiB. */
    int maxMemoryKib();
  }
}
