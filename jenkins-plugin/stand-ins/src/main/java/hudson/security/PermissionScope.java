package hudson.security;

/** What a permission is about. */
public final class PermissionScope {
  public static final PermissionScope JENKINS = hudson.Nothing.at(PermissionScope.class);
  public static final PermissionScope RUN = hudson.Nothing.at(PermissionScope.class);

  private PermissionScope() {}
}
