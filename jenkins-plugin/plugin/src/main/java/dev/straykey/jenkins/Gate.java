package dev.straykey.jenkins;

import dev.straykey.model.FailOn;
import dev.straykey.model.WireName;
import dev.straykey.pipeline.AgentResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scan's result means for its build. Knows no Jenkins.
 *
 * @param verdict what becomes of the build
 * @param why in words, for the console
 * @param counts what a pipeline's step returns
 */
record Gate(Verdict verdict, String why, Map<String, Object> counts) {

  /** From good to bad. */
  enum Verdict {
    SUCCESS,
    UNSTABLE,
    FAILURE
  }

  /** Judges what was found. */
  static Gate of(AgentResult result, List<Row> rows, ScanOptions options, boolean fork) {
    FailOn fails = fork ? withoutInventory(options.fails()) : options.fails();
    fails = fails.orStricter(asked(result.failOn()));
    FailOn unstable = fork ? withoutInventory(options.unstable()) : options.unstable();
    int failing = count(rows, fails, options.onlyNew);
    int shaking = count(rows, unstable, options.onlyNew);
    Verdict verdict = Verdict.SUCCESS;
    String why = "";
    if (failing > 0) {
      verdict = Verdict.FAILURE;
      why = "%d %s for which failOn is %s".formatted(failing, keys(failing), WireName.of(fails));
    } else if (!result.complete() && fails != FailOn.NONE) {
      verdict = Verdict.FAILURE;
      why = "the scan is incomplete";
    } else if (shaking > 0) {
      verdict = Verdict.UNSTABLE;
      why =
          "%d %s for which unstableOn is %s"
              .formatted(shaking, keys(shaking), WireName.of(unstable));
    } else if (!result.complete() && unstable != FailOn.NONE) {
      verdict = Verdict.UNSTABLE;
      why = "the scan is incomplete";
    }
    return new Gate(verdict, why, counts(result, rows, failing));
  }

  /** Nobody says of a fork's keys whose they are, so every key stands for ours. */
  private static FailOn withoutInventory(FailOn asked) {
    return asked == FailOn.NONE ? FailOn.NONE : FailOn.ANY;
  }

  private static FailOn asked(String word) {
    try {
      return WireName.parse(FailOn.class, word);
    } catch (IllegalArgumentException e) {
      return FailOn.ANY; // the word of a machine that runs foreign code
    }
  }

  private static String keys(int count) {
    return count == 1 ? "key" : "keys";
  }

  private static int count(Collection<Row> rows, FailOn what, boolean onlyNew) {
    return (int)
        rows.stream()
            .filter(r -> r.counts && (r.fresh || !onlyNew))
            .filter(
                r ->
                    switch (what) {
                      case NONE -> false;
                      case ANY -> true;
                      case OURS, LIVE -> r.isOurs();
                    })
            .count();
  }

  private static Map<String, Object> counts(AgentResult result, List<Row> rows, int failing) {
    var counts = new LinkedHashMap<String, Object>();
    counts.put("found", rows.size());
    counts.put("counting", (int) rows.stream().filter(r -> r.counts).count());
    counts.put("ours", (int) rows.stream().filter(r -> r.counts && r.isOurs()).count());
    counts.put("fresh", (int) rows.stream().filter(r -> r.counts && r.fresh).count());
    counts.put("accepted", (int) rows.stream().filter(r -> !r.counts).count());
    counts.put("failing", failing);
    counts.put("complete", result.complete());
    counts.put("history", result.history());
    return counts;
  }
}
