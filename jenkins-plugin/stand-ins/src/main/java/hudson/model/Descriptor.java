package hudson.model;

/** Describes a class that a person configures. */
public abstract class Descriptor<T extends Describable<T>>
    implements Saveable, jenkins.util.io.OnMaster {
  protected Descriptor(Class<? extends T> type) {}

  protected Descriptor() {}

  public String getDisplayName() {
    throw new hudson.StandIn();
  }

  @Override
  public synchronized void save() {}

  public synchronized void load() {}
}
