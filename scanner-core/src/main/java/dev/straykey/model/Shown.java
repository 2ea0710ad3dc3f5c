package dev.straykey.model;

/** How much of the key stands in the text. */
public enum Shown {
  /** The key itself, in clear or decoded from the text. */
  VALUE,
  /** Only its public id. Anyone can post an id, so it never makes anything act. */
  KEY_ID,
  /** Only its first and last characters. */
  REDACTED
}
