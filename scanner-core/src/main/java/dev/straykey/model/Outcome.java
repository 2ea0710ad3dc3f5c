package dev.straykey.model;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one action went.
 *
 * @param detail in words; never holds a key
 * @param reference a task's key, a message's id; null when there is none
 */
public record Outcome(
    Action action, OutcomeState state, String detail, Instant at, @Nullable String reference)
    implements Serializable {}
