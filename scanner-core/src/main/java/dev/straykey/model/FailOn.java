package dev.straykey.model;

/** What makes a run fail. */
public enum FailOn {
  /** Nothing that is found. */
  NONE,
  /** A key of the inventory. */
  OURS,
  /** A key of the inventory that is not proven dead. */
  LIVE,
  /** Any finding. */
  ANY
}
