package hudson.tasks;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Action;
import hudson.model.BuildListener;
import java.util.Collection;

/** Base of steps. */
public abstract class BuildStepCompatibilityLayer implements BuildStep {
  public BuildStepCompatibilityLayer() {}

  @Override
  public boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) {
    throw new hudson.StandIn();
  }

  @Override
  public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
      throws InterruptedException, java.io.IOException {
    throw new hudson.StandIn();
  }

  @Override
  public Action getProjectAction(AbstractProject<?, ?> project) {
    throw new hudson.StandIn();
  }

  @Override
  public Collection<? extends Action> getProjectActions(AbstractProject<?, ?> project) {
    throw new hudson.StandIn();
  }
}
