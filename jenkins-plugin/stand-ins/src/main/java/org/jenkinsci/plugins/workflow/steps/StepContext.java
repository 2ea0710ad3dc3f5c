package org.jenkinsci.plugins.workflow.steps;

/** What surrounds a step. */
public abstract class StepContext implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  public StepContext() {}

  public abstract <T> T get(Class<T> key) throws java.io.IOException, InterruptedException;
}
