package dev.straykey.model;

/** What a call needs to know of the key. */
public enum Needs {
  /** The key itself. */
  VALUE,
  /** Only the issuer's id for it. */
  ID
}
