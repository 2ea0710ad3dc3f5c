package org.jenkinsci.plugins.workflow.graph;

/** One step of a pipeline, as it was run. */
public abstract class FlowNode extends hudson.model.Actionable implements hudson.model.Saveable {
  FlowNode() {}

  @Override
  public void save() throws java.io.IOException {
    throw new hudson.StandIn();
  }
}
