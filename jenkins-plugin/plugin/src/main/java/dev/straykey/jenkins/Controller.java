package dev.straykey.jenkins;

import dev.straykey.pipeline.Surroundings;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The controller's process as Straykey sees it. */
final class Controller {
  private Controller() {}

  /**
   * @param home folder of the store, and of a fingerprint key that was made
   */
  static Surroundings surroundings(Path home) {
    return surroundings(home, Map.of());
  }

  /**
   * @param more variables beside the process's, such as credentials of Jenkins
   */
  static Surroundings surroundings(Path home, Map<String, String> more) {
    Surroundings process = Surroundings.ofProcess();
    var environment = new HashMap<>(process.environment());
    environment.putAll(more);
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
