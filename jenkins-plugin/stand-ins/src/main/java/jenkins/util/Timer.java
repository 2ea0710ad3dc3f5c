package jenkins.util;

/** Threads for short tasks. */
public class Timer {
  Timer() {}

  public static synchronized java.util.concurrent.ScheduledExecutorService get() {
    throw new hudson.StandIn();
  }
}
