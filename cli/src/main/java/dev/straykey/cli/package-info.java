/** Placeholder. */
@NullMarked
package dev.straykey.cli;

import org.jspecify.annotations.NullMarked;
