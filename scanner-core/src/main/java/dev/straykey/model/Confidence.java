package dev.straykey.model;

/** How sure it is that what a rule finds is a key of its kind, least first. */
public enum Confidence {
  /** Another issuer's keys look the same; only the context speaks for this one. */
  LOW,
  /** The form is rare, or its context is plain. */
  MEDIUM,
  /** The form is the issuer's own. */
  HIGH
}
