package jenkins.security;

/** A secret of the controller, kept outside of what backups of jobs hold. */
public abstract class ConfidentialKey {
  protected ConfidentialKey(String id) {}

  /** Null when nothing was stored yet. */
  protected final byte[] load() throws java.io.IOException {
    throw new hudson.StandIn();
  }

  protected final void store(byte[] payload) throws java.io.IOException {
    throw new hudson.StandIn();
  }
}
