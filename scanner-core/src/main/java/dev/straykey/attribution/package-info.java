/**
 * {@link dev.straykey.model.Finding} → {@link dev.straykey.model.Attribution}: whose is it, how do
 * we know, does it live.
 */
@NullMarked
package dev.straykey.attribution;

import org.jspecify.annotations.NullMarked;
