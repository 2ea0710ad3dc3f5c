package hudson.model;

import java.io.File;

/** Base of jobs and folders. */
public abstract class AbstractItem extends Actionable implements Item {
  AbstractItem() {}

  @Override
  public File getRootDir() {
    throw new hudson.StandIn();
  }

  @Override
  public final String getFullName() {
    throw new hudson.StandIn();
  }

  @Override
  public final String getFullDisplayName() {
    throw new hudson.StandIn();
  }

  @Override
  public final String getUrl() {
    throw new hudson.StandIn();
  }

  @Override
  public hudson.security.ACL getACL() {
    throw new hudson.StandIn();
  }

  @Override
  public synchronized void save() throws java.io.IOException {
    throw new hudson.StandIn();
  }
}
