package dev.straykey.pipeline;

import dev.straykey.model.Sleeper;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run takes from the process around it, so that a test can give it another.
 *
 * @param environment variables such as {@code STRAYKEY_HOME}
 * @param input standard input
 * @param version of Straykey
 */
public record Surroundings(
    Map<String, String> environment,
    InputStream input,
    Clock clock,
    Sleeper sleeper,
    String version) {

  /** Returns the process as it is. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(), System.in, Clock.systemUTC(), Sleeper.REAL, ownVersion());
  }

  /** Returns where the tool keeps its state: {@code $STRAYKEY_HOME}, else where XDG puts state. */
  public Path stateFolder() {
    String home = environment.get("STRAYKEY_HOME");
    if (home != null && !home.isEmpty()) {
      return Path.of(home);
    }
    String xdg = environment.get("XDG_STATE_HOME");
    if (xdg != null && !xdg.isEmpty()) {
      return Path.of(xdg, "straykey");
    }
    return Path.of(
        environment.getOrDefault("HOME", System.getProperty("user.home", ".")),
        ".local",
        "state",
        "straykey");
  }

  private static String ownVersion() {
    @Nullable String version = Surroundings.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
