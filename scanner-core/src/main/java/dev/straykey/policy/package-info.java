/**
 * {@link dev.straykey.model.Finding} + {@link dev.straykey.model.Attribution} → {@link
 * dev.straykey.model.Decision}. Pure: time and counters are inputs.
 */
@NullMarked
package dev.straykey.policy;

import org.jspecify.annotations.NullMarked;
