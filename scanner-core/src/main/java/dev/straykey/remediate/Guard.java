package dev.straykey.remediate;

import dev.straykey.model.Action;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Shown;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What must hold before a key is ended, whatever policy said: a second lock on the same door. Pure.
 */
final class Guard {
  private Guard() {}

  /** Returns what the decision would do to end the key; what is asked approval for is to revoke. */
  static Set<EffectKind> wanted(PlanLine line) {
    var wanted = EnumSet.noneOf(EffectKind.class);
    if (line.decision().actions().contains(Action.DISABLE)) {
      wanted.add(EffectKind.DISABLE);
    }
    if (line.decision().actions().contains(Action.REVOKE)) {
      wanted.add(EffectKind.REVOKE);
    }
    if (wanted.isEmpty() && line.decision().actions().contains(Action.APPROVAL)) {
      wanted.add(EffectKind.REVOKE);
    }
    return wanted;
  }

  /** Returns why Straykey may not end this key without a person; empty when it may. */
  static List<String> withoutAPerson(PlanLine line) {
    var why = new ArrayList<String>();
    var decision = line.decision();
    decision.held().forEach(reason -> why.add("held: " + reason));
    if (why.isEmpty() && !decision.endsTheKeyNow()) {
      why.add(
          decision.approvalsNeeded() > 0
              ? "waits for %d approvals".formatted(decision.approvalsNeeded())
              : "policy line '%s' is not automatic".formatted(decision.policy()));
    }
    why.addAll(never(line));
    var record = line.attribution().key();
    if (record != null && record.isProtected()) {
      why.add("the key is protected");
    }
    if (record != null && record.emergency()) {
      why.add("the key is an emergency key");
    }
    if (!line.attribution().fresh()) {
      why.add("the inventory is stale");
    }
    return why;
  }

  /** Returns why nobody may have Straykey end this key, approved or not; empty when it may. */
  static List<String> never(PlanLine line) {
    var why = new ArrayList<String>();
    var finding = line.finding();
    var attribution = line.attribution();
    if (finding.shown() != Shown.VALUE) {
      why.add("the key itself does not stand in the text");
    }
    if (attribution.status() != AttributionStatus.OURS) {
      why.add("it is not known to be ours");
    }
    if (attribution.by() != AttributionBy.FINGERPRINT
        && attribution.by() != AttributionBy.INTROSPECTION) {
      why.add("neither its fingerprint nor its issuer says that it is ours");
    }
    var record = attribution.key();
    if (record == null || attribution.candidates().size() > 1) {
      why.add("not exactly one record fits");
    }
    if (record != null && record.canary()) {
      why.add("the key is a canary");
    }
    if (record != null && !record.managedBy().equals("us")) {
      why.add("the key is managed by the vendor");
    }
    if (record != null
        && !finding.issuer().isEmpty()
        && !record.issuer().equals(finding.issuer())) {
      why.add(
          "its form is of issuer '%s', its record of issuer '%s'"
              .formatted(finding.issuer(), record.issuer()));
    }
    if (finding.publishable()) {
      why.add("such keys are meant to be public");
    }
    if (finding.doubt() != null && attribution.by() != AttributionBy.FINGERPRINT) {
      why.add(finding.doubt().words());
    }
    var said = finding.suppression();
    if (said != null && said.honoured()) {
      why.add("it was accepted (%s)".formatted(said.by()));
    }
    return why;
  }

  /** Returns true when looking at the key, read-only, does no harm and tells something. */
  static boolean mayLook(PlanLine line) {
    return never(line).isEmpty();
  }
}
