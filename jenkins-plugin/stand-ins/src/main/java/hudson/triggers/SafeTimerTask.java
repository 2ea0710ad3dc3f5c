package hudson.triggers;

/** A task whose exception ends nothing but itself. */
public abstract class SafeTimerTask extends java.util.TimerTask {
  public SafeTimerTask() {}

  @Override
  public final void run() {
    throw new hudson.StandIn();
  }

  protected abstract void doRun() throws Exception;
}
