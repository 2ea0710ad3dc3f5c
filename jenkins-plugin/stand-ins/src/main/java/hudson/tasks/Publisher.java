package hudson.tasks;

/** A post-build step. */
public abstract class Publisher extends BuildStepCompatibilityLayer
    implements hudson.model.Describable<Publisher> {
  protected Publisher() {}

  public boolean needsToRunAfterFinalized() {
    throw new hudson.StandIn();
  }

  @Override
  public hudson.model.Descriptor<Publisher> getDescriptor() {
    throw new hudson.StandIn();
  }
}
