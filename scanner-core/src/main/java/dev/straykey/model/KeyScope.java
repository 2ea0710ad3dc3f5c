package dev.straykey.model;

/** Whose a key is by its nature. Not permissions, which are what the key may do. */
public enum KeyScope {
  /** One person's; ends with that person. */
  USER,
  /** Outlives people; needs custodians. */
  ORGANISATION,
  /** A service's or an AI agent's. */
  WORKLOAD,
  /** Nobody has said. */
  UNKNOWN
}
