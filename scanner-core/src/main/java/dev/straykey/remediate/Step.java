package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import java.time.Instant;

/**
 * Progress: something was done about a key, and is kept in the store and the evidence.
 *
 * @param title the key's name for people
 * @param type as the evidence names it, such as {@code revoke-accepted}
 * @param detail in words; empty when the type says it all
 */
public record Step(Instant at, Fingerprint fingerprint, String title, String type, String detail) {}
