package dev.straykey.remediate;

import dev.straykey.model.RemediationState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the next look at a key is for. */
enum Situation {
  /** A person is to end it; Straykey only watches. */
  WATCHED,
  /** Nothing was sent yet, or what was sent was refused. */
  BEFORE,
  /** Switched off already; what ends it for good is to follow. */
  BETWEEN,
  /** It is not known whether what was sent took effect. */
  UNKNOWN,
  /** The issuer accepted it. */
  AFTER,
  /** It was proved dead. */
  LATER;

  static Situation of(Case c, List<Effect> effects) {
    var open = open(c, effects);
    boolean switchedOff =
        effects.stream().anyMatch(e -> e.kind() == EffectKind.DISABLE && e.done());
    boolean toEndForGood = switchedOff && open != null && open.kind() == EffectKind.REVOKE;
    if (c.ended()) {
      return toEndForGood && c.state == RemediationState.DISABLED ? BETWEEN : LATER;
    }
    if (c.ending.isEmpty()) {
      return WATCHED;
    }
    if (open == null) {
      return AFTER;
    }
    if (toEndForGood) {
      return BETWEEN;
    }
    return open.state() == Effect.State.UNKNOWN ? UNKNOWN : BEFORE;
  }

  /**
   * Returns the first effect that is to end the key and is not settled; null when there is none.
   */
  static @Nullable Effect open(Case c, List<Effect> effects) {
    return effects.stream()
        .filter(e -> c.ending.contains(e.kind()) && !e.settled())
        .findFirst()
        .orElse(null);
  }
}
