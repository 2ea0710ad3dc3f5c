package dev.straykey.model;

/** The most that a key may do. */
public enum Privilege {
  /** Reads. */
  READ,
  /** Changes things. */
  WRITE,
  /** Administers accounts or keys. */
  ADMIN,
  /** Nobody has said. */
  UNKNOWN
}
