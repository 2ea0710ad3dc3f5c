package hudson.model;

import java.io.File;
import java.io.IOException;

/** A job, with its builds. */
public abstract class Job<J extends Job<J, R>, R extends Run<J, R>> extends AbstractItem
    implements hudson.ExtensionPoint {
  Job() {}

  public R getLastCompletedBuild() {
    throw new hudson.StandIn();
  }

  public R getLastBuild() {
    throw new hudson.StandIn();
  }

  public File getBuildDir() {
    throw new hudson.StandIn();
  }

  public hudson.EnvVars getEnvironment(Node node, TaskListener listener)
      throws IOException, InterruptedException {
    throw new hudson.StandIn();
  }
}
