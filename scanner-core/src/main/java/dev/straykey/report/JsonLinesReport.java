package dev.straykey.report;

import dev.straykey.model.RunResult;
import java.io.IOException;

/**
 * One finding a line, each the object that {@code json} has in {@code findings}: for {@code jq},
 * log shippers and loads into a database. No finding, no line.
 */
public final class JsonLinesReport implements ReportWriter {

  @Override
  public String format() {
    return "jsonl";
  }

  @Override
  public void write(RunResult result, Appendable out) throws IOException {
    try (var json = Json.lines(out)) {
      for (var one : result.results()) {
        FindingJson.write(json, one);
      }
    }
    if (!result.results().isEmpty()) {
      out.append('\n');
    }
  }
}
