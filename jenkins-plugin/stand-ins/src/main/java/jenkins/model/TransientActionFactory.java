package jenkins.model;

/** Adds actions to what is not theirs. */
public abstract class TransientActionFactory<T> implements hudson.ExtensionPoint {
  public TransientActionFactory() {}

  public abstract Class<T> type();

  public abstract java.util.Collection<? extends hudson.model.Action> createFor(T target);
}
