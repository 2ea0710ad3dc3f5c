package dev.straykey.pipeline;

import dev.straykey.model.Skip;
import dev.straykey.source.DocumentSink;
import java.io.IOException;
import java.nio.file.Path;

/** Says to a tally what a source says while it is read, and hands on what is a source inside it. */
abstract class TallySink implements DocumentSink {
  final SourceTally tally;
  final Nesting nesting;

  /** What to do with a source inside a source. */
  interface Nesting {
    boolean take(Path path, String name) throws IOException;
  }

  TallySink(SourceTally tally, Nesting nesting) {
    this.tally = tally;
    this.nesting = nesting;
  }

  @Override
  public void skipped(Skip skip) {
    tally.skipped(skip);
  }

  @Override
  public void counted(String what, long howMany, boolean asDocuments) {
    tally.counted(what, howMany, asDocuments);
  }

  @Override
  public void notice(String text) {
    tally.notice(text);
  }

  @Override
  public boolean nested(Path path, String name) throws IOException {
    return nesting.take(path, name);
  }
}
