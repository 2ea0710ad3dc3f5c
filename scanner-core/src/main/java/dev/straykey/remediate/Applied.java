package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.Outcome;
import dev.straykey.model.Timeline;
import dev.straykey.model.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one key in a run.
 *
 * @param outcomes one an action, in the order of the decision; empty when there was nothing to do
 * @param timeline null when there was nothing to do
 * @param validity what is now known of the key's life
 */
public record Applied(
    Fingerprint fingerprint,
    List<Outcome> outcomes,
    @Nullable Timeline timeline,
    Validity validity) {
  public Applied {
    outcomes = List.copyOf(outcomes);
  }
}
