package hudson.security;

/** Permissions that are shown together. */
public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
  public PermissionGroup(Class owner, org.jvnet.localizer.Localizable title) {}

  @Override
  public java.util.Iterator<Permission> iterator() {
    throw new hudson.StandIn();
  }

  @Override
  public int compareTo(PermissionGroup other) {
    throw new hudson.StandIn();
  }
}
