package dev.straykey.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs faster than the wall's; two processes with the same beginning agree on it. */
final class FastClock extends Clock {
  private final Instant beginning;
  private final int speed;

  FastClock(Instant beginning, int speed) {
    this.beginning = beginning;
    this.speed = speed;
  }

  @Override
  public Instant instant() {
    return beginning.plus(Duration.between(beginning, Instant.now()).multipliedBy(speed));
  }

  /** Sleeps for {@code duration} of this clock. */
  void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(Math.max(1, duration.toMillis() / speed));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
