package dev.straykey.report;

import dev.straykey.model.RunResult;
import java.io.IOException;

/**
 * Says in one format what a run has to say.
 *
 * <p><b>Shape:</b> {@link RunResult} in, text out; the caller writes it as UTF-8. Stateless; called
 * from many threads.
 *
 * <p><b>Pure:</b> the same result gives the same bytes: no clock, no files, no network, {@code \n}
 * line ends. Paths, authors and whatever else a source claims are foreign: a writer makes them
 * inert for the format that they stand in.
 *
 * <p><b>Errors:</b> only what {@code out} throws.
 *
 * <p>A new format is one public class with a public constructor here, and its name in {@code
 * META-INF/services}.
 */
public interface ReportWriter {

  /** Returns the name that {@code --report FORMAT=FILE} knows it by, such as {@code sarif}. */
  String format();

  /** Writes the whole report; closes nothing. */
  void write(RunResult result, Appendable out) throws IOException;
}
