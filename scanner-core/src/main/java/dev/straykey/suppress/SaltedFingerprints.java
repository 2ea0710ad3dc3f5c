package dev.straykey.suppress;

import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints under a salt that stands in the file beside them, so that developers need no
 * organisation key. Good for keys, which are too random to guess; not for passwords.
 */
final class SaltedFingerprints {
  private static final int BYTES = 32;

  private final String salt;
  private final FingerprintKey key;

  private SaltedFingerprints(String salt) {
    this.salt = salt;
    this.key = FingerprintKey.of(HexFormat.of().parseHex(salt));
  }

  /** Makes a fresh salt. */
  static SaltedFingerprints fresh() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new SaltedFingerprints(HexFormat.of().formatHex(random));
  }

  /** Takes a salt of 64 lower-case hex characters; null when it is none. */
  static @Nullable SaltedFingerprints of(String salt) {
    return salt.matches("[0-9a-f]{64}") ? new SaltedFingerprints(salt) : null;
  }

  String salt() {
    return salt;
  }

  /** Returns 64 hex characters. */
  String of(Secret secret) {
    return key.of(secret).hex();
  }
}
