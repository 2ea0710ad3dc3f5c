package dev.straykey.source;

import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.ScanMemory;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes what a source reads, in the order of reading. Called from one thread. */
public interface DocumentSink {

  /**
   * Takes a text as {@link #document} does and returns where it must be looked at again in a text
   * that differs from it, besides where that differs ({@link dev.straykey.model.Content#of(byte[],
   * int, int[])}): begin and end by turns, in ascending order; null when all of it must.
   */
  default int @Nullable [] spots(Document document) throws IOException {
    document(document);
    return null;
  }

  /**
   * Returns a sink for a second thread that reads the same unit beside this one; what both take
   * comes together. Null when one thread is to read all.
   */
  default @Nullable DocumentSink beside() {
    return null;
  }

  /**
   * Returns the texts in which something was found up to now and whose places are not known; null
   * when this sink cannot tell, and asks {@link Source#resolve} later.
   */
  default @Nullable Collection<Origin> found() {
    return null;
  }

  /**
   * Returns the texts that a later run must look at again to say the same: something was found in
   * them, or a part of them could not be read. Null when this sink cannot tell.
   */
  default @Nullable Collection<Origin> again() {
    return null;
  }

  /** Returns those of {@link #again()} of which a part could not be read; null as there. */
  default @Nullable Collection<Origin> inPart() {
    return null;
  }

  /**
   * Returns whether a text that was taken is one of {@link #again()}; true when this sink cannot
   * tell.
   */
  default boolean isAgain(Origin origin) {
    return true;
  }

  /**
   * Returns what was found in each of some texts, and in what is packed in them, for a later run;
   * without any key. It holds words of the texts. Null when this sink does not note it.
   *
   * @param items of their origins
   */
  default byte @Nullable [] noted(Collection<String> items) {
    return null;
  }

  /**
   * Takes what {@link #noted} returned in an earlier run, of texts that are still there.
   *
   * @param items those that are, the cheapest to read first
   * @return the items of what must be read again first, in them or packed in them; of the rest
   *     {@link #recalled} tells then
   */
  default List<String> recall(byte[] noted, List<String> items) {
    return items;
  }

  /** Finds what was found in the rest. Returns those of it that must be read again after all. */
  default List<String> recalled() {
    return List.of();
  }

  /** Takes the places of a text that {@link #found()} named, where they were cheap to find. */
  default void places(Origin origin, List<Provenance> places) {}

  /** Returns what was scanned before; null when nothing is to be remembered. */
  default @Nullable ScanMemory memory() {
    return null;
  }

  /** Takes a text to scan; the document's content is read before this returns. */
  void document(Document document) throws IOException;

  /**
   * Takes a name, such as a file's: a key may stand in it. Whoever reads hands over each once.
   *
   * @param text holds the name from {@code from} to {@code to}; read before this returns
   * @param origin asked for when something is found, for the place of the name; null when that is
   *     told elsewhere
   * @return whether something was found
   */
  default boolean name(byte[] text, int from, int to, Supplier<@Nullable Origin> origin) {
    return false;
  }

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
