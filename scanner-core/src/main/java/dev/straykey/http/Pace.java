package dev.straykey.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rate limits: of any {@code n + 1} requests under a limit of {@code n} a minute, the first and
 * last are a minute or more apart.
 */
final class Pace {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final Duration longestWait;
  private final Map<Limit, ArrayDeque<Instant>> slots = new HashMap<>();

  /** Requests of one limit at one host share its slots. */
  private record Limit(Origin origin, int perMinute) {}

  Pace(Duration longestWait) {
    this.longestWait = longestWait;
  }

  /**
   * Takes the next slot.
   *
   * @return how long to wait for it, or null when that would be too long; then none was taken
   */
  synchronized @Nullable Duration take(Origin origin, int perMinute, Instant now) {
    if (perMinute == 0 || perMinute > MOST) {
      return Duration.ZERO;
    }
    var taken = slots.computeIfAbsent(new Limit(origin, perMinute), l -> new ArrayDeque<>());
    Instant slot = now;
    if (taken.size() == perMinute) {
      Instant free = taken.getFirst().plus(WINDOW);
      slot = free.isAfter(now) ? free : now;
      if (Duration.between(now, slot).compareTo(longestWait) > 0) {
        return null;
      }
      taken.removeFirst();
    }
    taken.addLast(slot);
    return Duration.between(now, slot);
  }
}
