package hudson;

/** Starts processes; only passed through here. */
public abstract class Launcher {
  Launcher() {}
}
