package hudson.model;

/** Runs every so often. */
public abstract class PeriodicWork extends hudson.triggers.SafeTimerTask
    implements hudson.ExtensionPoint {
  protected static final long MIN = Long.parseLong("60000");
  protected static final long HOUR = 60 * MIN;

  public PeriodicWork() {}

  public abstract long getRecurrencePeriod();
}
