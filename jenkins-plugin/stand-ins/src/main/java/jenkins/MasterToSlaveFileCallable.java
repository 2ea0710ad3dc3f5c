package jenkins;

/** Travels from the controller to an agent, never the other way. */
public abstract class MasterToSlaveFileCallable<T> implements hudson.FilePath.FileCallable<T> {
  private static final long serialVersionUID = 1L;

  public MasterToSlaveFileCallable() {}

  @Override
  public void checkRoles(org.jenkinsci.remoting.RoleChecker checker) throws SecurityException {
    throw new hudson.StandIn();
  }
}
