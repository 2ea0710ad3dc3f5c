package hudson.security;

/** Something that one may be allowed to do. */
public final class Permission {
  public Permission(
      PermissionGroup group,
      String name,
      org.jvnet.localizer.Localizable description,
      Permission impliedBy,
      PermissionScope scope) {}

  /** Not in Jenkins: makes the constants of this module. */
  public static Permission standIn() {
    return hudson.Nothing.at(Permission.class);
  }
}
