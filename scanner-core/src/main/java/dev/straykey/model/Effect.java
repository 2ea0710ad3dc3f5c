package dev.straykey.model;

/** How far a call at an issuer reaches. Only {@link #THIS_KEY} may run without a person. */
public enum Effect {
  /** This one key. */
  THIS_KEY,
  /** Other keys of the same owner or family too. */
  SIBLINGS,
  /** Every key of the account or tenant. */
  ALL
}
