package dev.straykey.pipeline;

import dev.straykey.model.Audience;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KnownKeys;
import dev.straykey.rule.RuleSet;
import java.util.Map;

/**
 * What a scan needs to know, and no more: an agent is given this much.
 *
 * @param known what is known of the organisation's keys
 * @param key makes the fingerprints
 * @param audience who could read a source, where the source does not say
 * @param guarded whether what is asked to be left out is read all the same
 */
record ScanSettings(
    RuleSet rules,
    KnownKeys known,
    FingerprintKey key,
    Map<String, Audience> audience,
    boolean guarded) {}
