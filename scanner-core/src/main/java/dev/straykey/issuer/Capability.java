package dev.straykey.issuer;

import dev.straykey.model.Effect;
import dev.straykey.model.Needs;
import java.time.Duration;

/**
 * What one verb would do at an issuer.
 *
 * @param deadWithin the longest time from accepted to dead that the issuer documents; zero when
 *     none
 */
public record Capability(Effect effect, boolean reversible, Needs needs, Duration deadWithin) {}
