package hudson.security;

/** Has permissions of its own. */
public interface AccessControlled {
  ACL getACL();

  default void checkPermission(Permission permission) {
    throw new hudson.StandIn();
  }

  default boolean hasPermission(Permission permission) {
    throw new hudson.StandIn();
  }
}
