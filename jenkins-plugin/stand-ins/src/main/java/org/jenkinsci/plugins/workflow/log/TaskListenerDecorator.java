package org.jenkinsci.plugins.workflow.log;

import java.io.IOException;
import java.io.OutputStream;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Wraps the console log of pipelines; travels to agents. */
public abstract class TaskListenerDecorator implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  public TaskListenerDecorator() {}

  public abstract OutputStream decorate(OutputStream logger)
      throws IOException, InterruptedException;

  /** Gives every pipeline its decorator. */
  public interface Factory extends hudson.ExtensionPoint {
    TaskListenerDecorator of(FlowExecutionOwner owner);
  }
}
