package jenkins.security;

/** A secret of the controller, kept outside of what backups of jobs hold. */
public abstract class ConfidentialKey {
  protected ConfidentialKey(String id) {}
}
