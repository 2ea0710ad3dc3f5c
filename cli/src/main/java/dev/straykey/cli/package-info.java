/**
 * The {@code straykey} command: reads the command line, asks {@link dev.straykey.pipeline}, prints
 * what it says, and turns it into an exit status. Decides nothing itself.
 */
@NullMarked
package dev.straykey.cli;

import org.jspecify.annotations.NullMarked;
