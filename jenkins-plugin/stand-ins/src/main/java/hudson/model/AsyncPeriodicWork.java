package hudson.model;

/** Runs every so often, in a thread of its own. */
public abstract class AsyncPeriodicWork extends PeriodicWork {
  protected AsyncPeriodicWork(String name) {}

  @Override
  public final void doRun() {
    throw new hudson.StandIn();
  }

  protected abstract void execute(TaskListener listener)
      throws java.io.IOException, InterruptedException;
}
