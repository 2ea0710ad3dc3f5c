/**
 * The keys that the organisation issued or was issued: importers make {@link
 * dev.straykey.model.KeyRecord}s, and the index answers {@link dev.straykey.model.KnownKeys}.
 */
@NullMarked
package dev.straykey.inventory;

import org.jspecify.annotations.NullMarked;
