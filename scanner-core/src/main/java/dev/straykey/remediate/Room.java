package dev.straykey.remediate;

import dev.straykey.evidence.EvidenceLog;
import dev.straykey.issuer.Issuer;
import dev.straykey.model.Person;
import dev.straykey.model.Sleeper;
import dev.straykey.notifier.Notifier;
import dev.straykey.store.Store;
import dev.straykey.tracker.Tracker;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a remediator works with.
 *
 * @param evidence on the same store, so that a step and its evidence are kept together
 * @param issuers those that may be asked and acted at, by id
 * @param tracker null when none is configured
 * @param notifier null when none is configured
 * @param lastResort channel for what nobody could be told; null when none is configured
 * @param reachable the person, or the first active one above; null when there is none
 * @param personById the directory's entry; null when it has none
 * @param patience how long a run waits for keys to die and for what failed to be tried again
 * @param seal for keys that must outlive the process; null when none may
 */
public record Room(
    Store store,
    EvidenceLog evidence,
    Map<String, Issuer> issuers,
    @Nullable Tracker tracker,
    @Nullable Notifier notifier,
    @Nullable String lastResort,
    Function<Person, @Nullable Person> reachable,
    Function<String, @Nullable Person> personById,
    Clock clock,
    Sleeper sleeper,
    Duration patience,
    @Nullable Seal seal) {
  /** How long a run waits for keys to die, unless told otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  public Room {
    issuers = Map.copyOf(issuers);
  }
}
