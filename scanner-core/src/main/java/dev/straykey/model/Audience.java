package dev.straykey.model;

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
  LOCAL
}
