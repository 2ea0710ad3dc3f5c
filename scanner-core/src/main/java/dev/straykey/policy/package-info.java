/**
 * {@link dev.straykey.model.Finding} + {@link dev.straykey.model.Attribution} → {@link
 * dev.straykey.model.Decision}. Pure: time and counters are inputs. {@link
 * dev.straykey.policy.Policy} asks its lines in order; {@link dev.straykey.policy.Policy#decide}
 * then takes away whatever may never run without a person, and {@link
 * dev.straykey.policy.BlastLimits} what is too much at once.
 *
 * <p>Leaves to others: reading lines from a file ({@code pipeline}), and doing what was decided
 * ({@code remediate}).
 */
@NullMarked
package dev.straykey.policy;

import org.jspecify.annotations.NullMarked;
