package jenkins.model;

/** The controller itself. */
public class Jenkins extends hudson.model.AbstractCIBase
    implements hudson.model.ItemGroup<hudson.model.TopLevelItem>, hudson.security.AccessControlled {
  public static final hudson.security.Permission ADMINISTER = hudson.security.Permission.standIn();
  public static final hudson.security.Permission READ = hudson.security.Permission.standIn();

  Jenkins() {}

  public static Jenkins get() throws IllegalStateException {
    throw new hudson.StandIn();
  }

  /** Null when nobody configured it. */
  public String getRootUrl() throws IllegalStateException {
    throw new hudson.StandIn();
  }

  public hudson.model.Computer[] getComputers() {
    throw new hudson.StandIn();
  }

  public java.io.File getRootDir() {
    throw new hudson.StandIn();
  }

  @Override
  public hudson.security.ACL getACL() {
    throw new hudson.StandIn();
  }

  @Override
  public String getDisplayName() {
    throw new hudson.StandIn();
  }

  @Override
  public synchronized void save() throws java.io.IOException {
    throw new hudson.StandIn();
  }
}
