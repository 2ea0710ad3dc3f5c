package dev.straykey.model;

import java.time.Duration;

/** Waits. A port beside {@link java.time.Clock}, so that a test can let time run faster. */
@FunctionalInterface
public interface Sleeper {
  /** Sleeps on the caller's thread. */
  Sleeper REAL = duration -> Thread.sleep(duration.toMillis());

  void sleep(Duration duration) throws InterruptedException;
}
