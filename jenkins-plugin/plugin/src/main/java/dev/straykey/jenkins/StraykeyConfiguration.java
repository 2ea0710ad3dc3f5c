package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentKit;
import dev.straykey.pipeline.Surroundings;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.FormValidation;
import java.nio.file.Path;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import jenkins.security.HMACConfidentialKey;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The part of the system configuration that is Straykey's. A Jenkinsfile reaches none of it.
 *
 * <p>Holds paths, names and switches alone: keys, inventory and credentials stand where the
 * organisation's straykey.yaml says, and credentials in Jenkins' own store where this names them.
 */
@Extension
@Symbol("straykey")
public class StraykeyConfiguration extends GlobalConfiguration {
  /** Makes fingerprints where there is no inventory; never leaves the controller as it is. */
  private static final HMACConfidentialKey OWN =
      new HMACConfidentialKey(StraykeyConfiguration.class, "fingerprints");

  private String configFile = "";
  private String home = "";
  private String credentials = "";
  private boolean maskConsole = true;
  private boolean act;

  private transient @Nullable CachedDesk cached;

  @SuppressWarnings("this-escape") // Jenkins reads a descriptor's settings in its constructor
  public StraykeyConfiguration() {
    load();
  }

  /** Returns the one that Jenkins made. */
  static StraykeyConfiguration get() {
    return ExtensionList.lookupSingleton(StraykeyConfiguration.class);
  }

  @Override
  public String getDisplayName() {
    return "Straykey";
  }

  /** Returns the path of the organisation's straykey.yaml on the controller; empty for none. */
  public String getConfigFile() {
    return configFile;
  }

  @DataBoundSetter
  public void setConfigFile(@Nullable String configFile) {
    this.configFile = ScanOptions.orEmpty(configFile);
    changed();
  }

  /** Returns the folder of the store and of a key that was made; empty for one in Jenkins' home. */
  public String getHome() {
    return home;
  }

  @DataBoundSetter
  public void setHome(@Nullable String home) {
    this.home = ScanOptions.orEmpty(home);
    changed();
  }

  /**
   * Returns lines {@code NAME=credentials-id}: which of Jenkins' credentials stand for env:NAME.
   */
  public String getCredentials() {
    return credentials;
  }

  @DataBoundSetter
  public void setCredentials(@Nullable String credentials) {
    this.credentials = ScanOptions.orEmpty(credentials);
    changed();
  }

  public boolean isMaskConsole() {
    return maskConsole;
  }

  @DataBoundSetter
  public void setMaskConsole(boolean maskConsole) {
    this.maskConsole = maskConsole;
    changed();
  }

  /** Returns whether the controller acts on what builds find, and on what is due. */
  public boolean isAct() {
    return act;
  }

  @DataBoundSetter
  public void setAct(boolean act) {
    this.act = act;
    changed();
  }

  /** Returns whether found keys are acted on: switched on, and with something to act by. */
  boolean acts() {
    return act && !configFile.isEmpty();
  }

  /** Returns this process, with those of Jenkins' credentials that the page names. */
  Surroundings surroundings() {
    return Controller.surroundings(
        homeFolder(), StoredCredentials.read(credentials, StoredCredentials::ofJenkins));
  }

  /** Returns where sealed keys wait. */
  Inbox inbox() {
    return new Inbox(homeFolder());
  }

  private void changed() {
    synchronized (this) {
      cached = null;
    }
    save();
  }

  synchronized CachedDesk cached() {
    if (cached == null) {
      cached = new CachedDesk(this::surroundings, configPath(), acts() ? TravelKey::pair : null);
    }
    return cached;
  }

  /**
   * Returns what scans are prepared with.
   *
   * @throws ScannerException when the configuration or a file that it names is wrong
   */
  AgentDesk desk() {
    return cached().get();
  }

  @Nullable Path configPath() {
    return configFile.isEmpty() ? null : Path.of(configFile);
  }

  Path homeFolder() {
    return home.isEmpty() ? Jenkins.get().getRootDir().toPath().resolve("straykey") : Path.of(home);
  }

  /**
   * Returns 32 bytes of a job's own: an agent of one job learns nothing of another's fingerprints.
   */
  byte[] ownKey(String job) {
    return AgentKit.derived(OWN.mac(new byte[] {1}), job);
  }

  @POST
  public FormValidation doCheckConfigFile(@QueryParameter String value) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return Checks.configFile(value, surroundings());
  }

  @POST
  public FormValidation doCheckCredentials(@QueryParameter String value) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return Checks.credentials(value, StoredCredentials::ofJenkins);
  }

  @POST
  public FormValidation doCheckHome(@QueryParameter String value) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return Checks.folder(value);
  }

  @POST
  public FormValidation doCheckAct(
      @QueryParameter boolean value, @QueryParameter String configFile) {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return Checks.act(value, configFile);
  }
}
