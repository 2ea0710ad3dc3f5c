package jenkins.security;

/** A secret of the controller with which it signs. */
public class HMACConfidentialKey extends ConfidentialKey {
  public HMACConfidentialKey(Class owner, String shortName) {
    super(shortName);
  }

  public synchronized byte[] mac(byte[] message) {
    throw new hudson.StandIn();
  }
}
