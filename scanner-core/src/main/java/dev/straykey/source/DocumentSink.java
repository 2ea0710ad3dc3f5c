package dev.straykey.source;

import dev.straykey.model.Document;
import dev.straykey.model.Skip;
import java.io.IOException;

/** Takes what a source reads, in the order of reading. Called from one thread. */
public interface DocumentSink {

  /** Takes a text to scan; the document's content is read before this returns. */
  void document(Document document) throws IOException;

  /** Takes note of a part that was not read. */
  void skipped(Skip skip);

  /**
   * Counts what the source counts by, such as {@code messages} or {@code issues}.
   *
   * @param asDocuments whether these are the source's documents, or only of interest
   */
  void counted(String what, long howMany, boolean asDocuments);

  /** Says something that a reader should know, such as that a clone is shallow. */
  void notice(String text);

  /**
   * Hands over something that is a source of its own: an export or a repository inside a folder, an
   * archive inside an archive. Returns false when the caller must read it itself.
   */
  boolean nested(java.nio.file.Path path, String name) throws IOException;
}
