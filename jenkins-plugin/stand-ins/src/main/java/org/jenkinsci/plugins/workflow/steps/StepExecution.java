package org.jenkinsci.plugins.workflow.steps;

/** One run of a step. */
public abstract class StepExecution implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  protected StepExecution(StepContext context) {}

  public StepContext getContext() {
    throw new hudson.StandIn();
  }

  public abstract boolean start() throws Exception;
}
