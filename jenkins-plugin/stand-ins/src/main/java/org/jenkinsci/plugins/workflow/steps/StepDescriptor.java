package org.jenkinsci.plugins.workflow.steps;

import java.util.Set;

/** Describes a step of a pipeline. */
public abstract class StepDescriptor extends hudson.model.Descriptor<Step> {
  public StepDescriptor() {}

  public abstract Set<? extends Class<?>> getRequiredContext();

  public abstract String getFunctionName();
}
