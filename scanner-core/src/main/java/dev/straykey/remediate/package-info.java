/**
 * {@link dev.straykey.model.Decision} → {@link dev.straykey.model.Outcome}: the plan and its hash,
 * one transaction a key in the store before anything is sent, the outbox, limits, and the proof of
 * death.
 */
@NullMarked
package dev.straykey.remediate;

import org.jspecify.annotations.NullMarked;
