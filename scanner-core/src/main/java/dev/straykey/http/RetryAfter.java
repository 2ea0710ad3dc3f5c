package dev.straykey.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Retry-After} header: seconds, or an HTTP date.
 *
 * <p>Source: RFC 9110, section 10.2.3.
 */
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** Returns how long to wait, a day at most, or null when {@code value} says nothing readable. */
  static @Nullable Duration parse(String value, Instant now) {
    String text = value.strip();
    if (text.matches("[0-9]{1,9}")) {
      return atMost(Duration.ofSeconds(Long.parseLong(text)));
    }
    if (text.length() > 40) {
      return null;
    }
    try {
      Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      return at.isAfter(now) ? atMost(Duration.between(now, at)) : Duration.ZERO;
    } catch (DateTimeException e) {
      return null; // an answer's own text: not worth an error, the usual pause serves
    }
  }

  private static Duration atMost(Duration wait) {
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
