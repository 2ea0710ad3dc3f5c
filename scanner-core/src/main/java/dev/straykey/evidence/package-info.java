/**
 * The append-only record of every step: each line carries the hash of the one before, so that a
 * changed, missing or cut line shows.
 */
@NullMarked
package dev.straykey.evidence;

import org.jspecify.annotations.NullMarked;
