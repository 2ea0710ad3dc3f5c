package org.jenkinsci.plugins.workflow.steps;

/** A step of a pipeline. */
public abstract class Step extends hudson.model.AbstractDescribableImpl<Step>
    implements hudson.ExtensionPoint {
  public Step() {}

  public abstract StepExecution start(StepContext context) throws Exception;

  @Override
  public StepDescriptor getDescriptor() {
    throw new hudson.StandIn();
  }
}
