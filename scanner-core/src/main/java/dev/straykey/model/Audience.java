package dev.straykey.model;

import java.time.Duration;

/**
 * Who could read the text that a key stood in, widest first. Urgency hangs on it, and where one may
 * speak of the leak.
 */
public enum Audience {
  /** Anyone on the internet. */
  PUBLIC,
  /** Everybody in the organisation. */
  ORGANISATION,
  /** A private channel, project or repository. */
  RESTRICTED,
  /** Not yet shared: one machine's files or unpushed commits. */
  LOCAL;

  /** Returns how long one person may take to answer for a leak that so many can read. */
  public Duration patience() {
    return switch (this) {
      case PUBLIC -> Duration.ofMinutes(15);
      case ORGANISATION -> Duration.ofHours(4);
      case RESTRICTED, LOCAL -> Duration.ofDays(2);
    };
  }
}
