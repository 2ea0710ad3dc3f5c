package dev.straykey.remediate;

import dev.straykey.model.Audience;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.RemediationState;
import dev.straykey.model.Timeline;
import dev.straykey.model.Validity;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of one key, while a run works on it: one row of the store, read as a whole and
 * saved as a whole. Belongs to one thread.
 */
final class Case {
  /** Nobody is left to be told. */
  static final int ALL_TOLD = -1;

  final Fingerprint fingerprint;
  RemediationState state = RemediationState.FOUND;
  PlanLine line;

  /** What Straykey may do by itself to end the key; empty when nothing. */
  Set<EffectKind> ending = EnumSet.noneOf(EffectKind.class);

  /** Why it may not do what policy named. */
  List<String> refused = List.of();

  /** The widest of all places. */
  Audience audience;

  /**
   * The issuer's id for the key: as the record or the issuer says, never as the found text says.
   */
  @Nullable String keyId;

  @Nullable String tenant;
  @Nullable Instant postedAt;
  final Instant seenAt;
  @Nullable Instant aliveAt;
  @Nullable Instant revokedAt;
  @Nullable Instant deadAt;
  @Nullable Instant deadline;

  /** How often its deadline was passed over for the next person; {@link #ALL_TOLD} at the end. */
  int escalations;

  Validity validity;
  Proof proof = Proof.NONE;
  int looks;
  Instant lookFrom;
  @Nullable Instant nextLookAt;
  String note = "";

  Case(PlanLine line, Instant seenAt) {
    this.fingerprint = line.fingerprint();
    this.line = line;
    this.seenAt = seenAt;
    this.lookFrom = seenAt;
    this.audience = line.finding().audience();
    this.deadline = line.decision().deadline();
    this.validity = line.attribution().validity();
  }

  String title() {
    return line.title();
  }

  /** Returns true once it is proved dead, or proved switched off. */
  boolean ended() {
    return deadAt != null;
  }

  boolean overdue(Instant now) {
    return !ended() && deadline != null && !now.isBefore(deadline);
  }

  Timeline timeline() {
    return new Timeline(state, postedAt, seenAt, revokedAt, deadAt);
  }
}
