package dev.straykey.model;

/** Where the transaction of one key stands. */
public enum RemediationState {
  /** Seen in a source. */
  FOUND,
  /** Known whose it is. */
  ATTRIBUTED,
  /** A person approved its end. */
  APPROVED,
  /** Switched off at the issuer, reversibly. */
  DISABLED,
  /** The issuer accepted the revocation; not yet proved. */
  REVOKED,
  /** Waiting for the issuer's own refusal of the key. */
  PENDING,
  /** Revoked, yet the issuer still accepts it. */
  STILL_ALIVE,
  /** The issuer gives no answer that settles it. */
  UNDETERMINED,
  /** Proved dead. */
  DEAD,
  /** Proved dead, and all who had to know were told. */
  CLOSED
}
