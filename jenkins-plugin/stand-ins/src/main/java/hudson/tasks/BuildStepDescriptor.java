package hudson.tasks;

import hudson.model.AbstractProject;
import hudson.model.Describable;

/** Describes a step of a freestyle job. */
public abstract class BuildStepDescriptor<T extends BuildStep & Describable<T>>
    extends hudson.model.Descriptor<T> {
  protected BuildStepDescriptor(Class<? extends T> type) {}

  protected BuildStepDescriptor() {}

  public abstract boolean isApplicable(Class<? extends AbstractProject> jobType);
}
