package dev.straykey.pipeline;

import dev.straykey.inventory.FingerprintKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the smaller commands have in common: the organisation's configuration, its keys, its store.
 */
abstract class Desk {
  final Surroundings surroundings;
  final Configuration configuration;

  /**
   * @param config null for {@code $STRAYKEY_CONFIG}, else none
   */
  Desk(Surroundings surroundings, @Nullable Path config) {
    this.surroundings = surroundings;
    Path file = Settings.configurationFile(config, surroundings);
    this.configuration = file == null ? Configuration.NONE : Configuration.read(file);
  }

  final FingerprintKeys fingerprintKeys(boolean mayMake) {
    return FingerprintKeys.resolve(
        surroundings.environment(),
        configuration.fingerprintKeyFile(),
        mayMake,
        surroundings.stateFolder());
  }

  final String storeUrl() {
    return Settings.storeUrl(configuration, surroundings.stateFolder());
  }
}
