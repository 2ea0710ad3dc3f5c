/**
 * The nouns of Straykey, in the order the flow makes them: {@link Unit} → {@link Document} → {@link
 * Match} → {@link Finding} → {@link Attribution} → {@link Decision} → {@link Outcome} → {@link
 * RunResult}.
 *
 * <p>Records and small values only: no input or output, no clock, no logging, nothing from another
 * room. A reader who knows these types can read every other package.
 */
@NullMarked
package dev.straykey.model;

import org.jspecify.annotations.NullMarked;
