package dev.straykey.model;

/** The answer to “is it ours?”. */
public enum AttributionStatus {
  /** Exactly one record of ours fits. */
  OURS,
  /** The inventory was asked and knows nothing of it. */
  NOT_OURS,
  /** There was no inventory to ask. */
  NOT_CHECKED,
  /** More than one record fits. */
  AMBIGUOUS
}
