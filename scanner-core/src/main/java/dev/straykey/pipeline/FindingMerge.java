package dev.straykey.pipeline;

import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.Match;
import dev.straykey.model.Suppression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Joins what units found: the same key in a repository and in a channel is one finding. */
final class FindingMerge {
  private FindingMerge() {}

  static List<Finding> merge(List<List<Finding>> parts) {
    Map<Fingerprint, List<Finding>> byKey = new TreeMap<>();
    for (List<Finding> part : parts) {
      for (Finding finding : part) {
        byKey.computeIfAbsent(finding.fingerprint(), k -> new ArrayList<>()).add(finding);
      }
    }
    return byKey.values().stream().map(FindingMerge::join).sorted(Finding.ORDER).toList();
  }

  private static Finding join(List<Finding> same) {
    if (same.size() == 1) {
      return same.get(0);
    }
    // A rule that knows the issuer names the finding; where none does, the order is at least fixed.
    Finding named =
        same.stream()
            .min(
                Comparator.comparing((Finding f) -> f.doubt() != null)
                    .thenComparing(f -> f.issuer().isEmpty())
                    .thenComparing(f -> f.ruleId().equals("inventory-key"))
                    .thenComparing(Finding::ruleId))
            .orElseThrow();
    var matches = new LinkedHashSet<Match>();
    same.forEach(f -> matches.addAll(f.matches()));
    return new Finding(
        named.fingerprint(),
        named.ruleId(),
        named.ruleName(),
        named.issuer(),
        named.severity(),
        named.shown(),
        named.redacted(),
        same.stream().map(Finding::keyId).filter(id -> id != null).findFirst().orElse(null),
        named.scope(),
        named.publishable(),
        List.copyOf(matches),
        suppression(same),
        named.doubt());
  }

  /** An inline marker in one place does not speak for the others. */
  private static @Nullable Suppression suppression(List<Finding> same) {
    return same.stream().allMatch(f -> f.suppression() != null) ? same.get(0).suppression() : null;
  }
}
