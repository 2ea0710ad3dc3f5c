package dev.straykey.maven;

import dev.straykey.pipeline.Inert;
import dev.straykey.pipeline.RunEvent;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.logging.Log;

/** What a run says on its way, as lines of the build's log: progress at most every ten seconds. */
final class Progress {
  private static final long BETWEEN = TimeUnit.SECONDS.toNanos(10);
  private final Log log;
  private long saidAt = System.nanoTime();

  Progress(Log log) {
    this.log = log;
  }

  synchronized void show(RunEvent event) {
    if (event instanceof RunEvent.Notice notice) {
      log.warn("Straykey: " + Inert.of(notice.text()));
    } else if (event instanceof RunEvent.Progress progress
        && System.nanoTime() - saidAt >= BETWEEN) {
      saidAt = System.nanoTime();
      log.info("Straykey: %s, %,d so far".formatted(Inert.of(progress.stage()), progress.done()));
    }
  }
}
