package jenkins.model;

/** A part of the system configuration. */
public abstract class GlobalConfiguration extends hudson.model.Descriptor<GlobalConfiguration>
    implements hudson.ExtensionPoint, hudson.model.Describable<GlobalConfiguration> {
  protected GlobalConfiguration() {}

  @Override
  public final hudson.model.Descriptor<GlobalConfiguration> getDescriptor() {
    throw new hudson.StandIn();
  }
}
