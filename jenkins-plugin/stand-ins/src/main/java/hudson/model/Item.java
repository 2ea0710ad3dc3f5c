package hudson.model;

/** A job or folder. */
public interface Item
    extends PersistenceRoot, hudson.security.AccessControlled, jenkins.util.io.OnMaster {
  hudson.security.Permission READ = hudson.security.Permission.standIn();
  hudson.security.Permission CONFIGURE = hudson.security.Permission.standIn();

  String getFullName();

  String getFullDisplayName();

  String getUrl();
}
