package dev.straykey.report;

import dev.straykey.model.InvalidInputException;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the writer of a format. */
public final class Reports {
  private Reports() {}

  /**
   * Returns the writer of {@code format}.
   *
   * @throws InvalidInputException SK-1600 when there is no such format; names those that there are
   */
  public static ReportWriter of(String format) {
    return all().stream()
        .filter(writer -> writer.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "SK-1600",
                    "There is no report format “%s”".formatted(Printable.of(format)),
                    "Write --report FORMAT=FILE with one of " + String.join(", ", formats())));
  }

  /** Returns the names of all formats, the one for people first. */
  public static List<String> formats() {
    return all().stream().map(ReportWriter::format).distinct().toList();
  }

  /** Returns a writer of the format {@code text} for a terminal. */
  public static ReportWriter text(TextStyle style) {
    return new TextReport(style);
  }

  /** The core's own class loader: inside Jenkins or Maven the thread's one sees other jars. */
  private static List<ReportWriter> all() {
    return ServiceLoader.load(ReportWriter.class, Reports.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
