package dev.straykey.remediate;

import dev.straykey.model.Validity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How near a key is to being proved dead: two answers “dead” in a row, at least a second apart.
 * Anything else between them, a missing answer too, starts the count anew: an issuer's servers may
 * not all have heard yet.
 *
 * @param deadAnswers in a row, as far as they count; 0 to 2
 * @param firstDeadAt when the first of them came; null when there is none
 */
record Proof(int deadAnswers, @Nullable Instant firstDeadAt) {
  static final Duration APART = Duration.ofSeconds(1);
  static final Proof NONE = new Proof(0, null);

  Proof answered(Validity validity, Instant at) {
    if (validity != Validity.DEAD) {
      return NONE;
    }
    if (firstDeadAt == null) {
      return new Proof(1, at);
    }
    return at.isBefore(firstDeadAt.plus(APART)) ? this : new Proof(2, firstDeadAt);
  }

  boolean proved() {
    return deadAnswers >= 2;
  }
}
