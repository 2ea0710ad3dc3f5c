package hudson.tasks;

/** A build step. */
public abstract class Builder extends BuildStepCompatibilityLayer
    implements hudson.model.Describable<Builder>, hudson.ExtensionPoint {
  public Builder() {}

  @Override
  public BuildStepMonitor getRequiredMonitorService() {
    throw new hudson.StandIn();
  }

  @Override
  public hudson.model.Descriptor<Builder> getDescriptor() {
    throw new hudson.StandIn();
  }
}
