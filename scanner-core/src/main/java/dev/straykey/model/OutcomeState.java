package dev.straykey.model;

/** How an action went. */
public enum OutcomeState {
  /** It was done now. */
  DONE,
  /** It had been done before; nothing was sent again. */
  ALREADY_DONE,
  /** It was sent or is due; its end is not known yet. */
  PENDING,
  /** Straykey would not do it; the detail says why. */
  REFUSED,
  /** It was tried and did not work. */
  FAILED,
  /** Whether it took effect is not known. */
  UNDETERMINED
}
