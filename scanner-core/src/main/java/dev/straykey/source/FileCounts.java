package dev.straykey.source;

import dev.straykey.model.Skip;

/** How many files of a place were read, and how many were no text or left out; said at its end. */
final class FileCounts {
  private final String place;
  private final DocumentSink sink;
  private long files;
  private long binaries;
  private long excluded;
  private long said;

  FileCounts(String place, DocumentSink sink) {
    this.place = place;
    this.sink = sink;
  }

  void file() {
    files++;
  }

  void binary() {
    binaries++;
  }

  void excluded() {
    excluded++;
  }

  /** Counts one of which something was said. */
  void said() {
    said++;
  }

  FileDocuments.Account account() {
    return new FileDocuments.Account(files, binaries, excluded + said);
  }

  /** Counts what an earlier run read, and had nothing to say of. */
  void remembered(FileDocuments.Account account) {
    files += account.files();
    binaries += account.binaries();
  }

  /** Takes over what another one counted. */
  void join(FileCounts other) {
    files += other.files;
    binaries += other.binaries;
    excluded += other.excluded;
  }

  /**
   * @param documents whether files are what the source counts by
   */
  void finish(boolean documents) {
    if (documents || files > 0) {
      sink.counted("files", files, documents);
    }
    if (binaries > 0) {
      sink.skipped(
          new Skip(place, Skip.Reason.BINARY, FileDocuments.counted(binaries, "binary file")));
    }
    if (excluded > 0) {
      sink.skipped(new Skip(place, Skip.Reason.EXCLUDED, FileDocuments.counted(excluded, "path")));
    }
  }
}
