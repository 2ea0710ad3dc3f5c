package dev.straykey.jenkins;

import dev.straykey.pipeline.Surroundings;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;

/** The controller's process as Straykey sees it. */
final class Controller {
  private Controller() {}

  /**
   * @param home folder of the store, and of a fingerprint key that was made
   */
  static Surroundings surroundings(Path home) {
    Surroundings process = Surroundings.ofProcess();
    var environment = new HashMap<>(process.environment());
    environment.put("STRAYKEY_HOME", home.toString());
    // Only the page says which configuration counts.
    environment.remove("STRAYKEY_CONFIG");
    return new Surroundings(
        environment,
        InputStream.nullInputStream(),
        process.clock(),
        process.sleeper(),
        process.version());
  }
}
