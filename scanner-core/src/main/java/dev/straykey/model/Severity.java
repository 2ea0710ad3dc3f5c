package dev.straykey.model;

/** How bad it is when a stranger holds such a key, least first. */
public enum Severity {
  /** Of little use to a stranger. */
  LOW,
  /** Of some use, or narrow. */
  MEDIUM,
  /** Reads or changes things of value. */
  HIGH,
  /** Opens an account, an organisation or production. */
  CRITICAL
}
