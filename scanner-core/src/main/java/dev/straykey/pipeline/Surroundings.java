package dev.straykey.pipeline;

import dev.straykey.model.FileTrouble;
import dev.straykey.model.Sleeper;
import java.io.IOException;
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
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    if (isAbsolute(xdg)) {
      return Path.of(xdg, "straykey");
    }
    // What is not absolute would lie wherever the command is run, maybe in what is scanned.
    String user = environment.getOrDefault("HOME", "");
    String own = isAbsolute(user) ? user : System.getProperty("user.home", ".");
    return Path.of(own, ".local", "state", "straykey");
  }

  /**
   * Returns what is to be said when standard output did not take everything; null when nobody reads
   * any more, as {@code head} does not: who reads no further has seen enough.
   */
  public static @Nullable String lostOutput(IOException e) {
    return FileTrouble.isClosedPipe(e)
        ? null
        : "SK-1591 Standard output did not take everything (%s). Check the room where it goes to, and run again"
            .formatted(FileTrouble.of(e));
  }

  private static boolean isAbsolute(String folder) {
    return !folder.isEmpty() && Path.of(folder).isAbsolute();
  }

  private static String ownVersion() {
    @Nullable String version = Surroundings.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
