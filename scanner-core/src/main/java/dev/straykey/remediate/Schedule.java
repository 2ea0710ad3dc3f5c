package dev.straykey.remediate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When to look at a key again, and when to try again what did not work. */
final class Schedule {
  /** After a revocation was accepted: close at first, since most issuers are done in seconds. */
  private static final List<Duration> UNTIL_DEAD =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(24));

  /** While a person is to end it. */
  private static final List<Duration> WATCH =
      List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(24));

  /** After it was proved dead. */
  private static final List<Duration> LATER = List.of(Duration.ofDays(1), Duration.ofDays(30));

  /** An issuer that documents no delay is given this long before its answer is held against it. */
  static final Duration UNDOCUMENTED_DELAY = Duration.ofSeconds(60);

  /** The same, before a request whose fate is unknown is repeated. */
  static final Duration BEFORE_REPEAT = Duration.ofSeconds(10);

  /** A tracker's search, or a notifier's history, may lag behind by this much. */
  static final Duration SEARCH_LAG = Duration.ofSeconds(5);

  private static final int MOST_ATTEMPTS = 12;

  private Schedule() {}

  static Instant untilDead(Instant from, Instant now) {
    return after(UNTIL_DEAD, from, now);
  }

  static Instant watch(Instant from, Instant now) {
    return after(WATCH, from, now);
  }

  private static Instant after(List<Duration> offsets, Instant from, Instant now) {
    return offsets.stream()
        .map(from::plus)
        .filter(now::isBefore)
        .findFirst()
        .orElse(now.plus(Duration.ofDays(1)));
  }

  /** Returns when to look at a dead key again; null when it was looked at often enough. */
  static @Nullable Instant later(Instant deadAt, Instant now) {
    return LATER.stream().map(deadAt::plus).filter(now::isBefore).findFirst().orElse(null);
  }

  /** Returns when to try again: after 1, 2, 4 … minutes, at most a day; null when never again. */
  static @Nullable Instant retry(int attempts, Instant now) {
    return attempts >= MOST_ATTEMPTS
        ? null
        : now.plus(Duration.ofMinutes(Math.min(24 * 60, 1L << Math.max(0, attempts - 1))));
  }
}
