package jenkins.security;

/** Travels from the controller to an agent, never the other way. */
public abstract class MasterToSlaveCallable<V, T extends Throwable>
    implements hudson.remoting.Callable<V, T> {
  private static final long serialVersionUID = 1L;

  public MasterToSlaveCallable() {}

  @Override
  public void checkRoles(org.jenkinsci.remoting.RoleChecker checker) throws SecurityException {
    throw new hudson.StandIn();
  }
}
