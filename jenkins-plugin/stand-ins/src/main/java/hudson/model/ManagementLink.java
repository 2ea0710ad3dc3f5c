package hudson.model;

/** A page of Manage Jenkins. */
public abstract class ManagementLink implements hudson.ExtensionPoint, Action {
  public ManagementLink() {}

  @Override
  public abstract String getIconFileName();

  public String getDescription() {
    throw new hudson.StandIn();
  }

  @Override
  public abstract String getUrlName();

  public hudson.security.Permission getRequiredPermission() {
    throw new hudson.StandIn();
  }

  protected String getCategoryName() {
    throw new hudson.StandIn();
  }
}
