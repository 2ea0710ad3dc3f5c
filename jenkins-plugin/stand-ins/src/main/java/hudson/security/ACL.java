package hudson.security;

/** Who may do what. */
public abstract class ACL {
  public ACL() {}

  public final void checkPermission(Permission permission) {
    throw new hudson.StandIn();
  }

  public final boolean hasPermission(Permission permission) {
    throw new hudson.StandIn();
  }
}
