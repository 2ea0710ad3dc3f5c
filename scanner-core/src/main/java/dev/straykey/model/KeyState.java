package dev.straykey.model;

/** What the inventory says of a key. Never proof of death. */
public enum KeyState {
  /** In use. */
  ACTIVE,
  /** Said to be revoked. */
  REVOKED,
  /** Said to have expired. */
  EXPIRED,
  /** Said to be switched off. */
  INACTIVE
}
