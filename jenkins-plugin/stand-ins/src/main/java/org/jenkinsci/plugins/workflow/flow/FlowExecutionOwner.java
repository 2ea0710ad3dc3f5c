package org.jenkinsci.plugins.workflow.flow;

import hudson.model.Queue;
import java.io.IOException;

/** Whose run of a pipeline it is. */
public abstract class FlowExecutionOwner implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  public FlowExecutionOwner() {}

  public abstract Queue.Executable getExecutable() throws IOException;
}
