package hudson.tasks;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Action;
import hudson.model.BuildListener;
import java.util.Collection;

/** A step of a freestyle build. */
public interface BuildStep {
  boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener);

  boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
      throws InterruptedException, java.io.IOException;

  Action getProjectAction(AbstractProject<?, ?> project);

  Collection<? extends Action> getProjectActions(AbstractProject<?, ?> project);

  default BuildStepMonitor getRequiredMonitorService() {
    throw new hudson.StandIn();
  }
}
