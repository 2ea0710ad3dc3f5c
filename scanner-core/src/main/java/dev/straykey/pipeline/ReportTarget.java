package dev.straykey.pipeline;

import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.RunResult;
import dev.straykey.model.ScannerException;
import dev.straykey.report.ReportWriter;
import dev.straykey.report.Reports;
import dev.straykey.report.TextStyle;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report to write: {@code FORMAT=FILE}, where {@code -} is standard output.
 *
 * @param file null for standard output
 */
public record ReportTarget(String format, @Nullable Path file) {

  /**
   * Reads what the command line says.
   *
   * @throws InvalidInputException SK-1012 for what is no {@code FORMAT=FILE}, SK-1600 for a format
   *     that nobody writes
   */
  public static List<ReportTarget> parse(List<String> texts) {
    var targets = new ArrayList<ReportTarget>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String format = equals < 0 ? text : text.substring(0, equals);
      String file = equals < 0 ? "-" : text.substring(equals + 1);
      if (file.isEmpty()) {
        throw new InvalidInputException(
            "SK-1012",
            "--report %s= names no file".formatted(format),
            "Write FORMAT=FILE or FORMAT=-");
      }
      Reports.of(format);
      targets.add(new ReportTarget(format, file.equals("-") ? null : Given.path(file)));
    }
    return targets;
  }

  /**
   * Writes every report. One that cannot be written does not keep the others from being.
   *
   * @throws ScannerException SK-1013 for the first that could not be written
   */
  public static void write(
      RunResult result,
      List<ReportTarget> targets,
      Writer standardOutput,
      boolean colour,
      boolean verbose) {
    ScannerException failed = null;
    for (ReportTarget target : targets) {
      try {
        target.write(result, standardOutput, new TextStyle(colour, 100, verbose));
      } catch (IOException e) {
        if (failed == null) {
          failed =
              new ScannerException(
                  "SK-1013",
                  "The %s report cannot be written to %s (%s)"
                      .formatted(
                          target.format,
                          target.file == null ? "standard output" : target.file,
                          FileTrouble.of(e)),
                  "Check that its folder exists and may be written",
                  e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private void write(RunResult result, Writer standardOutput, TextStyle style) throws IOException {
    ReportWriter writer = format.equals("text") ? Reports.text(style) : Reports.of(format);
    if (file == null) {
      writer.write(result, standardOutput);
      standardOutput.flush();
      return;
    }
    if (format.equals("text")) {
      writer = Reports.text(new TextStyle(false, style.width(), style.verbose()));
    }
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writer.write(result, out);
    }
  }
}
