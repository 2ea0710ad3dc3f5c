package dev.straykey.jenkins;

import hudson.model.Run;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/** Who may see which keys were found and whose they are. Everybody else sees how many. */
public final class Permissions {
  private static final ResourceBundleHolder TEXTS = ResourceBundleHolder.get(Permissions.class);

  public static final PermissionGroup GROUP =
      new PermissionGroup(Permissions.class, new Localizable(TEXTS, "group"));

  /** To see findings and owners. */
  public static final Permission VIEW =
      new Permission(
          GROUP,
          "ViewFindings",
          new Localizable(TEXTS, "viewFindings"),
          Jenkins.ADMINISTER,
          PermissionScope.RUN);

  private Permissions() {}

  static boolean mayView(Run<?, ?> run) {
    return run.hasPermission(VIEW);
  }
}
