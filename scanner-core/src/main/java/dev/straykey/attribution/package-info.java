/**
 * {@link dev.straykey.model.Finding} → {@link dev.straykey.model.Attribution}: whose is it, how do
 * we know, does it live. {@link dev.straykey.attribution.Attributor} asks the inventory, then the
 * issuer where that is enabled, then the inventory again for ids and redacted forms.
 *
 * <p>Leaves to others: what to do about it ({@code policy}).
 */
@NullMarked
package dev.straykey.attribution;

import org.jspecify.annotations.NullMarked;
