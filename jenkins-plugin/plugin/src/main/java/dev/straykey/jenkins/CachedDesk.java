package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Configuration and inventory, read again when the file changed and at least every few minutes; a
 * large inventory that takes long to read, less often, since a build waits for it.
 */
final class CachedDesk {
  private static final Duration YOUNG = Duration.ofMinutes(5);

  /** At most one hundredth of the time is spent on reading. */
  private static final int TIMES_READING = 100;

  private final Supplier<Surroundings> surroundings;
  private final @Nullable Path config;
  private final @Nullable Supplier<byte[]> pair;
  private final Clock clock;
  private @Nullable AgentDesk desk;
  private Instant oldAt = Instant.EPOCH;
  private long changedAt;

  /**
   * @param pair says what found keys are sealed to; null where nothing is acted on
   */
  CachedDesk(
      Supplier<Surroundings> surroundings, @Nullable Path config, @Nullable Supplier<byte[]> pair) {
    this.surroundings = surroundings;
    this.config = config;
    this.pair = pair;
    this.clock = Clock.systemUTC();
  }

  synchronized AgentDesk get() {
    long changed = changed();
    if (desk == null || changed != changedAt || clock.instant().isAfter(oldAt)) {
      Instant began = clock.instant();
      desk = OwnLoader.call(() -> new AgentDesk(surroundings.get(), config, sealedTo()));
      Duration reading = Duration.between(began, clock.instant()).multipliedBy(TIMES_READING);
      oldAt = clock.instant().plus(reading.compareTo(YOUNG) > 0 ? reading : YOUNG);
      changedAt = changed;
    }
    return desk;
  }

  private long changed() {
    try {
      return config == null ? 0 : Files.getLastModifiedTime(config).toMillis();
    } catch (IOException e) {
      return -1; // said when it is read
    }
  }

  /** Scans go on where the pair cannot be had; that nothing is acted on, each build says. */
  private byte @Nullable [] sealedTo() {
    try {
      return pair == null ? null : pair.get();
    } catch (ScannerException e) {
      return null;
    }
  }
}
