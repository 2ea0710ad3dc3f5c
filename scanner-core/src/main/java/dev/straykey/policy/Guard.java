package dev.straykey.policy;

import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Audience;
import dev.straykey.model.Decision;
import dev.straykey.model.Effect;
import dev.straykey.model.Finding;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A line's wish → a decision, without what must never run without a person. */
final class Guard {
  private Guard() {}

  static Decision decision(Line line, Finding finding, Attribution attribution, Facts facts) {
    List<Action> actions = new ArrayList<>(line.actions());
    List<String> held = new ArrayList<>();
    if (finding.doubt() != null && attribution.by() != AttributionBy.FINGERPRINT) {
      if (!actions.isEmpty()) {
        actions.clear();
        held.add(finding.doubt().words() + ", and the inventory does not hold it");
      }
    } else if (!attribution.isOurs() && attribution.status() != AttributionStatus.AMBIGUOUS) {
      // A stranger's key is not ours to end, whoever approves.
      if (actions.removeIf(
          a -> a == Action.REVOKE || a == Action.DISABLE || a == Action.APPROVAL)) {
        held.add("only a key of ours is ever ended");
      }
    } else if (facts.selfFingerprints().contains(finding.fingerprint().hex())) {
      // Whoever ends it ends Straykey's own reach, approval or not: people rotate it by hand.
      if (actions.removeIf(
          a -> a == Action.REVOKE || a == Action.DISABLE || a == Action.APPROVAL)) {
        held.add("Straykey itself runs on this key: rotate it by hand");
      }
      if (!actions.isEmpty() && !actions.contains(Action.TASK)) {
        actions.add(0, Action.TASK);
      }
    } else if (line.automatic() && Policy.ends(actions)) {
      held.addAll(neverAutomatic(finding, attribution, facts));
    }
    boolean automatic = line.automatic() && held.isEmpty() && Policy.ends(actions);
    boolean asks = !automatic && (Policy.ends(actions) || actions.contains(Action.APPROVAL));
    return new Decision(
        actions,
        automatic,
        actions.isEmpty() ? null : deadline(line, finding, facts.now()),
        line.name(),
        Reasons.of(finding, attribution, line)
            + (held.isEmpty() && attribution.isOurs() ? standing(finding, attribution, facts) : ""),
        held,
        asks ? approvers(attribution) : List.of(),
        asks ? approvalsNeeded(actions, attribution) : 0,
        line.unanswered()
            && actions.contains(Action.APPROVAL)
            && finding.audience() == Audience.PUBLIC
            && attribution.isOurs()
            && neverAutomatic(finding, attribution, facts).isEmpty());
  }

  /** What sets a key apart even where the line would not have ended it by itself. */
  private static String standing(Finding finding, Attribution attribution, Facts facts) {
    return facts.isProtected(finding, attribution.key()) ? "; the key is protected" : "";
  }

  private static Instant deadline(Line line, Finding finding, Instant now) {
    return now.plus(line.within() == null ? finding.audience().patience() : line.within());
  }

  /** Why this key must not be ended without a person; empty when nothing is in the way. */
  private static List<String> neverAutomatic(
      Finding finding, Attribution attribution, Facts facts) {
    List<String> why = new ArrayList<>();
    KeyRecord key = attribution.key();
    if (key == null || attribution.candidates().size() > 1) {
      why.add("not exactly one record of the inventory fits");
    }
    if (facts.isProtected(finding, key)) {
      why.add("the key is protected");
    }
    if (finding.publishable()) {
      why.add("its issuer means such keys to be public");
    }
    if (key != null && key.canary()) {
      why.add("the key is a canary, and touching it would trip it");
    }
    if (key != null && key.emergency()) {
      why.add("the key is kept for emergencies");
    }
    if (key != null && !key.managedBy().equals("us")) {
      why.add("a vendor manages the key");
    }
    if (finding.shown() != Shown.VALUE) {
      why.add("the text shows only a part of the key, which anyone can post");
    }
    if (attribution.by() != AttributionBy.FINGERPRINT
        && attribution.by() != AttributionBy.INTROSPECTION) {
      why.add("neither its fingerprint nor its issuer says that it is ours");
    }
    if (!attribution.fresh()) {
      why.add("the inventory is older than a day");
    }
    if (finding.audience() == Audience.LOCAL) {
      why.add("the text has not been shared yet");
    }
    Effect effect = facts.effect(finding);
    if (effect != Effect.THIS_KEY) {
      why.add(
          effect == null
              ? "it is not known how far revoking reaches at its issuer"
              : "revoking reaches further than this key");
    }
    if (facts.trippedIssuers().contains(finding.issuer())) {
      why.add("its issuer just gave unexpected answers");
    }
    return why;
  }

  /** Holders of revocation authority; where those are fewer than needed, the backups too. */
  private static List<String> approvers(Attribution attribution) {
    KeyRecord key = attribution.key();
    if (key == null) {
      return List.of();
    }
    Set<String> approvers = new LinkedHashSet<>(key.revocationAuthority());
    if (approvers.size() < 2) {
      approvers.addAll(key.backupApprovers());
    }
    return List.copyOf(approvers);
  }

  private static int approvalsNeeded(List<Action> actions, Attribution attribution) {
    return actions.contains(Action.APPROVAL) || attribution.scope() != KeyScope.USER ? 2 : 1;
  }
}
