package hudson.model.listeners;

import hudson.model.Run;
import hudson.model.TaskListener;

/** Is told when builds begin and end. */
public abstract class RunListener<R extends Run> implements hudson.ExtensionPoint {
  protected RunListener() {}

  public void onCompleted(R run, TaskListener listener) {
    throw new hudson.StandIn();
  }

  public void onFinalized(R run) {
    throw new hudson.StandIn();
  }
}
