/**
 * The keys that the organisation issued or was issued. {@link
 * dev.straykey.inventory.InventoryFiles} and {@link dev.straykey.inventory.InventoryStore} make
 * {@link dev.straykey.model.KeyRecord}s; an {@link dev.straykey.inventory.Inventory} finds them,
 * and answers {@link dev.straykey.model.KnownKeys} while text is scanned.
 *
 * <p>Holds digests, public ids and redacted forms, never a key. Leaves to others: whose a finding
 * is ({@code attribution}), and what the inventory itself lacks ({@code lifecycle}).
 */
@NullMarked
package dev.straykey.inventory;

import org.jspecify.annotations.NullMarked;
