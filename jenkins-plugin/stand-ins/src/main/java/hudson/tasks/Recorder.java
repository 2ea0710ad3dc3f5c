package hudson.tasks;

/** A post-build step that records something before others tell it. */
public abstract class Recorder extends Publisher implements hudson.ExtensionPoint {
  protected Recorder() {}

  @Override
  public BuildStepDescriptor getDescriptor() {
    throw new hudson.StandIn();
  }
}
