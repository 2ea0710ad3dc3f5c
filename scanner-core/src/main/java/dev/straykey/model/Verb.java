package dev.straykey.model;

/** What an issuer file can say how to do. */
public enum Verb {
  /** Ask the issuer about a key, by its value. */
  INTROSPECT,
  /** Probe whether a key still works; the introspection where no call of its own is given. */
  VERIFY,
  /** Find the issuer's id of a key in a list that the organisation may read. */
  FIND,
  /** Read the issuer's record of a key back, by its id. */
  READ,
  /** Switch a key off, reversibly. */
  DISABLE,
  /** End a key. */
  REVOKE
}
