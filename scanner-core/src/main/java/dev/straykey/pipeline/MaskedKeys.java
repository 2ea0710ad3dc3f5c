package dev.straykey.pipeline;

import dev.straykey.model.Audience;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import dev.straykey.model.TextState;
import dev.straykey.model.WireName;
import dev.straykey.scan.Hit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The keys that one console masked, each sealed and handed on once. Bounded. */
final class MaskedKeys {
  private static final int MOST = AgentSealing.MOST_KEYS;

  private final AgentSealing sealing;
  private final Consumer<AgentFinding> sealed;
  private final Set<Fingerprint> seen = new HashSet<>();

  MaskedKeys(AgentSealing sealing, Consumer<AgentFinding> sealed) {
    this.sealing = sealing;
    this.sealed = sealed;
  }

  void add(Hit hit, String rule, Fingerprint fingerprint) {
    if (seen.size() >= MOST || !seen.add(fingerprint)) {
      return;
    }
    AgentFinding finding = finding(hit, rule, fingerprint);
    String closed = sealing.seal(hit.secret, finding);
    if (closed != null) {
      sealed.accept(finding.withSealed(closed));
    }
  }

  private static AgentFinding finding(Hit hit, String rule, Fingerprint fingerprint) {
    var place =
        new AgentFinding.Place(
            "console",
            0,
            null,
            null,
            null,
            WireName.of(TextState.CURRENT),
            WireName.of(Audience.RESTRICTED),
            "");
    return new AgentFinding(
        fingerprint.hex(),
        fingerprint.kid(),
        rule,
        hit.rule == null ? rule : hit.rule.name(),
        hit.rule == null ? "" : hit.rule.issuer(),
        WireName.of(hit.rule == null ? Severity.HIGH : hit.rule.severity()),
        WireName.of(Shown.VALUE),
        "",
        hit.keyId,
        WireName.of(hit.rule == null ? KeyScope.UNKNOWN : hit.rule.scope()),
        -1,
        true,
        "",
        List.of(place),
        1,
        null);
  }
}
