package dev.straykey.model;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When things happened to one leaked key.
 *
 * @param postedAt earliest time that a source claims for it; null when none does
 * @param seenAt when Straykey first saw it
 * @param revokedAt when the issuer accepted its revocation
 * @param deadAt first of the answers that proved it dead
 */
public record Timeline(
    RemediationState state,
    @Nullable Instant postedAt,
    Instant seenAt,
    @Nullable Instant revokedAt,
    @Nullable Instant deadAt)
    implements Serializable {

  /** Returns the time from posted to seen, or null when the source claims no time. */
  public @Nullable Duration detectionLag() {
    return postedAt == null ? null : Duration.between(postedAt, seenAt);
  }

  /** Returns the time from revoked to dead: how long the key outlived its revocation. */
  public @Nullable Duration residualWindow() {
    return revokedAt == null || deadAt == null ? null : Duration.between(revokedAt, deadAt);
  }
}
