package hudson.remoting;

/** The way between two processes. */
public class Channel implements VirtualChannel {
  Channel() {}

  /** Null outside of what the other side asked to run, or to read. */
  public static Channel current() {
    throw new hudson.StandIn();
  }

  @Override
  public <V, T extends Throwable> V call(Callable<V, T> callable)
      throws java.io.IOException, T, InterruptedException {
    throw new hudson.StandIn();
  }
}
