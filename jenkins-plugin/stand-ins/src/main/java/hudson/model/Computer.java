package hudson.model;

/** A machine as it is now. */
public abstract class Computer extends Actionable {
  Computer() {}

  /** Null when it is not connected. */
  public abstract hudson.remoting.VirtualChannel getChannel();
}
