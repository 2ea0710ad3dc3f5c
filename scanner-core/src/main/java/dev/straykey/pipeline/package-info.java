/**
 * The order of things, and the only door for front ends: configuration, {@code RunRequest} in,
 * {@code RunEvent}s on the way, {@link dev.straykey.model.RunResult} out.
 */
@NullMarked
package dev.straykey.pipeline;

import org.jspecify.annotations.NullMarked;
