package dev.straykey.model;

/** What policy can ask for. */
public enum Action {
  /** End the key at its issuer. */
  REVOKE,
  /** Switch the key off, reversibly. */
  DISABLE,
  /** Open a task in the tracker. */
  TASK,
  /** Tell the owner. */
  NOTIFY,
  /** Ask custodians to approve revocation. */
  APPROVAL
}
