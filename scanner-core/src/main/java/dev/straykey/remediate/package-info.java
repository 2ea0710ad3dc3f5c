/**
 * {@link dev.straykey.model.Decision} → {@link dev.straykey.model.Outcome}: {@link
 * dev.straykey.remediate.Plan} and its hash, one transaction a key in the store before anything is
 * sent, the outbox, approvals, and the proof of death. {@link dev.straykey.remediate.Remediator} is
 * the door.
 *
 * <p>Within, in the order of the flow: {@code Intake} begins a {@code Case} that {@code Guard} lets
 * through; {@code WorkLoop} takes from {@code Agenda} what is due; {@code Looks} asks the issuer
 * and hands on to {@code Ending} or {@code Proving}; {@code Errands} carries tasks, {@code Letters}
 * messages; {@code Outcomes} says how it went.
 *
 * <p>Leaves to others: what is to be done and within which limits ({@code policy}), how to speak to
 * an issuer, a tracker or a notifier.
 */
@NullMarked
package dev.straykey.remediate;

import org.jspecify.annotations.NullMarked;
