package dev.straykey.model;

/** What is known of a key's life. An unanswered question is never {@link #DEAD}. */
public enum Validity {
  /** Its issuer accepted it when last asked. */
  ACTIVE,
  /** Its issuer refused it with the issuer's own bad-credential answer. */
  DEAD,
  /** Not asked, or no answer that settles it. */
  UNDETERMINED
}
