package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.ActingDesk;
import java.io.IOException;
import jenkins.security.ConfidentialKey;

/**
 * The key pair to which agents seal found keys. Lies in {@code secrets/} of Jenkins' home,
 * encrypted by Jenkins' own master key, and is read anew each time: after a restart, or when
 * another controller on the same home made it, the same pair opens what agents sealed.
 */
final class TravelKey extends ConfidentialKey {
  private static final TravelKey ONE = new TravelKey();

  private TravelKey() {
    super(TravelKey.class.getName() + ".pair");
  }

  /**
   * Returns the pair, made on first use.
   *
   * @throws ScannerException SK-4220 when it cannot be read or kept
   */
  static byte[] pair() {
    return ONE.readOrMake();
  }

  private synchronized byte[] readOrMake() {
    try {
      byte[] pair = load();
      if (pair == null) {
        store(ActingDesk.newPair());
        pair = load(); // whoever stored last, both use what is there
      }
      if (pair != null) {
        return pair;
      }
      throw new IOException("not kept");
    } catch (IOException e) {
      throw new ScannerException(
          "SK-4220",
          "The key pair for found keys cannot be kept in Jenkins' home (%s)"
              .formatted(e.getClass().getSimpleName()),
          "Check that Jenkins may write the folder secrets/ of its home");
    }
  }
}
