package dev.straykey.model;

/** Where a person stands in the organisation. */
public enum PersonStatus {
  /** Works here. */
  ACTIVE,
  /** Left, or is leaving. */
  LEAVER,
  /** Account switched off; not known to have left. */
  DISABLED
}
