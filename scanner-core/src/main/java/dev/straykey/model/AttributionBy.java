package dev.straykey.model;

/** How it was established whose a key is, surest first. */
public enum AttributionBy {
  /** A digest of the key is in the inventory: exact. */
  FINGERPRINT,
  /** The issuer says so and names one of our tenants. */
  INTROSPECTION,
  /** The text holds a public id that the inventory knows. */
  KEY_ID,
  /** Prefix and last characters fit a record: a candidate. */
  REDACTED
}
