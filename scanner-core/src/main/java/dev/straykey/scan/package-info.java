/**
 * {@link dev.straykey.model.Document} × {@code RuleSet} × {@link dev.straykey.model.KnownKeys} →
 * {@link dev.straykey.model.Match} → {@link dev.straykey.model.Finding}: one keyword automaton over
 * the bytes, verification anchored at the keyword, checksum, suppression; and every token-shaped
 * string asked of the inventory.
 */
@NullMarked
package dev.straykey.scan;

import org.jspecify.annotations.NullMarked;
