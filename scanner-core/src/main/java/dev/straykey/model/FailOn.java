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
  ANY;

  /** Returns whichever of the two fails more. */
  public FailOn orStricter(FailOn other) {
    return reach() >= other.reach() ? this : other;
  }

  /** Keys that live are some of ours, and ours are some of any. */
  private int reach() {
    return switch (this) {
      case NONE -> 0;
      case LIVE -> 1;
      case OURS -> 2;
      case ANY -> 3;
    };
  }
}
