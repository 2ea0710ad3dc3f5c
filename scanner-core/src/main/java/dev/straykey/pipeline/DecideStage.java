package dev.straykey.pipeline;

import dev.straykey.model.Attribution;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.policy.Facts;
import dev.straykey.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What now? Asks the policy of each finding, and the limits of all together. */
final class DecideStage {
  private DecideStage() {}

  /** Returns one decision a finding, in order. */
  static List<Decision> decide(
      Settings settings, List<Finding> findings, List<Attribution> attributions, Instant now) {
    if (findings.isEmpty()) {
      return List.of(); // a clean scan loads no expression language
    }
    Policy policy =
        settings.configuration.policy().isEmpty()
            ? Policy.shipped()
            : Policy.of(settings.configuration.policy());
    Facts facts = settings.services.facts(now);
    var decisions = new ArrayList<Decision>();
    for (int i = 0; i < findings.size(); i++) {
      decisions.add(policy.decide(findings.get(i), attributions.get(i), facts));
    }
    return decisions;
  }
}
