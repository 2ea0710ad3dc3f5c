package dev.straykey.remediate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One effect outside, as the outbox keeps it.
 *
 * @param subject whom a message is for, which comment it is; empty when there can be only one
 * @param token by this the far side knows it again
 * @param letter token of the message that carries it together with others; null while it is alone
 * @param attempts how often it was sent
 * @param nextAt when it may be sent, or looked for; null when not by itself any more
 * @param reference a task's key, a message's id
 */
record Effect(
    String id,
    String fingerprint,
    EffectKind kind,
    String subject,
    String token,
    State state,
    int attempts,
    @Nullable Instant nextAt,
    @Nullable Instant sentAt,
    @Nullable Instant doneAt,
    @Nullable String reference,
    String detail,
    @Nullable String letter) {

  enum State {
    /** To be sent. */
    PLANNED,
    /** Committed just before the call; what is found so after a crash is {@link #UNKNOWN}. */
    SENDING,
    /** Took effect, and that is known. */
    DONE,
    /** Did not take effect, and that is known. */
    FAILED,
    /** May have taken effect: look before sending again. */
    UNKNOWN,
    /** Not needed any more; never to be sent. */
    DROPPED
  }

  /** Returns the token that the far side knows: of the letter, where it is part of one. */
  String sentAs() {
    return letter == null ? token : letter;
  }

  boolean done() {
    return state == State.DONE;
  }

  /** Returns true when nothing is left to do about it. */
  boolean settled() {
    return done() || state == State.DROPPED;
  }
}
