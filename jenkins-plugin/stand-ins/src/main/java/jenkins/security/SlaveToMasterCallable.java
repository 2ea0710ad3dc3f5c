package jenkins.security;

/** Travels from an agent to the controller. */
public abstract class SlaveToMasterCallable<V, T extends Throwable>
    implements hudson.remoting.Callable<V, T> {
  private static final long serialVersionUID = 1L;

  public SlaveToMasterCallable() {}

  @Override
  public void checkRoles(org.jenkinsci.remoting.RoleChecker checker) throws SecurityException {
    throw new hudson.StandIn();
  }
}
