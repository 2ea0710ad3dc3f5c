package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Takes what an archive holds, in the order of the archive. Called from one thread. */
public interface ArchiveVisitor {

  /**
   * Takes a file that is not itself an archive.
   *
   * @param path names from the outermost archive inward, {@code !/} between an archive and what is
   *     in it; only a name, whatever it looks like
   * @param bytes the unpacked bytes, good until this returns. They end early where the archive is
   *     broken or a limit is reached; {@link #skipped} then says so after this returned
   */
  void entry(String path, InputStream bytes) throws IOException;

  /**
   * The same, for who wants to know how the bytes were come by.
   *
   * @param through the formats that stand for no file of their own, such as {@code gzip} or {@code
   *     office}, outermost first
   * @param lines whether lines and columns of the bytes mean something to a reader
   */
  default void entry(String path, InputStream bytes, List<String> through, boolean lines)
      throws IOException {
    entry(path, bytes);
  }

  /**
   * Returns whether a file, or anything in it, is to be unpacked at all.
   *
   * @param path as in {@link #entry}
   */
  default boolean wants(String path) {
    return true;
  }

  /**
   * Takes note of a part that was not read, or not to its end.
   *
   * @param path as in {@link #entry}; the archive's own name when it is about the whole of it
   */
  void skipped(String path, Skip.Reason reason, String detail);
}
