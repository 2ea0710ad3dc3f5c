package hudson.model;

import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;

/** One build. */
public abstract class Run<J extends Job<J, R>, R extends Run<J, R>> extends Actionable
    implements hudson.ExtensionPoint, AccessControlled, PersistenceRoot, jenkins.util.io.OnMaster {
  Run() {}

  public J getParent() {
    throw new hudson.StandIn();
  }

  public int getNumber() {
    throw new hudson.StandIn();
  }

  public Result getResult() {
    throw new hudson.StandIn();
  }

  public void setResult(Result result) {
    throw new hudson.StandIn();
  }

  public R getPreviousBuild() {
    throw new hudson.StandIn();
  }

  public final R getPreviousCompletedBuild() {
    throw new hudson.StandIn();
  }

  public boolean isBuilding() {
    throw new hudson.StandIn();
  }

  public String getDisplayName() {
    throw new hudson.StandIn();
  }

  public String getFullDisplayName() {
    throw new hudson.StandIn();
  }

  public String getUrl() {
    throw new hudson.StandIn();
  }

  public String getExternalizableId() {
    throw new hudson.StandIn();
  }

  /** Null when there is no such build. */
  public static Run<?, ?> fromExternalizableId(String id) throws IllegalArgumentException {
    throw new hudson.StandIn();
  }

  public InputStream getLogInputStream() throws IOException {
    throw new hudson.StandIn();
  }

  public hudson.EnvVars getEnvironment(TaskListener listener)
      throws IOException, InterruptedException {
    throw new hudson.StandIn();
  }

  @Override
  public File getRootDir() {
    throw new hudson.StandIn();
  }

  @Override
  public hudson.security.ACL getACL() {
    throw new hudson.StandIn();
  }

  @Override
  public synchronized void save() throws IOException {
    throw new hudson.StandIn();
  }
}
