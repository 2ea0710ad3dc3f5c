package dev.straykey.maven;

import dev.straykey.model.RunResult;
import dev.straykey.model.Skip;
import dev.straykey.pipeline.Inert;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * What a run means to the build: a line when it is well; else what is wrong, and one of the two
 * failures.
 *
 * @param reports where the reports are, as the log calls it
 * @param stranger whether the change comes from a fork
 */
record Verdict(Log log, String reports, boolean stranger) {
  /** Keys that the log shows; the reports have all. */
  private static final int MOST_SHOWN = 20;

  private static final int MOST_UNREAD_SHOWN = 5;

  /**
   * Says how it went.
   *
   * @throws MojoFailureException when the project fails the scan
   * @throws MojoExecutionException when not everything could be read and what was holds no key
   */
  void on(RunResult result, Duration took) throws MojoExecutionException, MojoFailureException {
    if (result.fails()) {
      sayKeys(result);
    }
    if (!result.complete()) {
      sayUnread(result);
    }
    if (result.fails()) {
      long keys = result.results().stream().filter(RunResult.Result::counts).count();
      throw new MojoFailureException(
          "%s; the reports are in %s".formatted(Said.many(keys, "leaked key"), reports));
    }
    if (!result.complete()) {
      throw new MojoExecutionException(
          ("SK-4112 Not everything could be read, so nobody knows whether it holds a key. What was"
                  + " not read stands above and in the reports in %s.")
              .formatted(reports));
    }
    log.info(Said.clean(result, took));
  }

  private void sayKeys(RunResult result) {
    int number = 0;
    int left = 0;
    for (RunResult.Result one : result.results()) {
      if (!one.counts()) {
        continue;
      }
      if (number == MOST_SHOWN) {
        left++;
        continue;
      }
      Said.key(++number, one, stranger).forEach(log::error);
    }
    if (left > 0) {
      log.error("%,d more in %s".formatted(left, reports));
    }
  }

  private void sayUnread(RunResult result) {
    List<Skip> unread =
        result.sources().stream()
            .flatMap(source -> source.skipped().stream())
            .filter(skipped -> !skipped.reason().leavesScanComplete())
            .toList();
    for (Skip one : unread.subList(0, Math.min(unread.size(), MOST_UNREAD_SHOWN))) {
      log.error("not read: %s: %s".formatted(Inert.of(one.place()), Inert.of(one.detail())));
    }
    if (unread.size() > MOST_UNREAD_SHOWN) {
      log.error("not read: %,d more".formatted(unread.size() - MOST_UNREAD_SHOWN));
    }
  }
}
