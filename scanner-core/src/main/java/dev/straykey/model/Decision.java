package dev.straykey.model;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What policy says to do about one finding.
 *
 * @param actions in the order they are to be done; empty when there is nothing to do
 * @param automatic whether {@link Action#REVOKE} and {@link Action#DISABLE} may run without a
 *     person
 * @param deadline by when; null when there is none
 * @param policy name of the policy line that said so
 * @param reason why, in words
 * @param held why what the line would do automatically waits for a person; empty when nothing does
 * @param approvers ids of the persons who may approve revocation
 * @param approvalsNeeded how many of them must
 * @param endsUnanswered whether the key is revoked when the deadline has passed, everybody who
 *     answers for it was told and nobody acted, provided that it is alive then
 */
public record Decision(
    List<Action> actions,
    boolean automatic,
    @Nullable Instant deadline,
    String policy,
    String reason,
    List<String> held,
    List<String> approvers,
    int approvalsNeeded,
    boolean endsUnanswered)
    implements Serializable {
  public Decision {
    actions = List.copyOf(actions);
    held = List.copyOf(held);
    approvers = List.copyOf(approvers);
  }

  /** Returns true when {@code --apply} would end or switch off the key now. */
  public boolean endsTheKeyNow() {
    return automatic
        && held.isEmpty()
        && (actions.contains(Action.REVOKE) || actions.contains(Action.DISABLE));
  }

  /** The same decision, as it is carried out when nobody answered: the key is revoked. */
  public Decision unanswered() {
    return new Decision(
        List.of(Action.REVOKE, Action.TASK),
        true,
        deadline,
        policy,
        reason,
        held,
        approvers,
        approvalsNeeded,
        true);
  }

  /** The same decision, but what ends the key waits for a person, because of {@code why}. */
  public Decision hold(String why) {
    var reasons = new java.util.ArrayList<>(held);
    reasons.add(why);
    return new Decision(
        actions, false, deadline, policy, reason, reasons, approvers, approvalsNeeded, false);
  }
}
