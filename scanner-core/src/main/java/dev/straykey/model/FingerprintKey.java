package dev.straykey.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An organisation's key for making fingerprints: 32 bytes, never printed.
 *
 * <p>Thread-safe; a loop that makes millions takes a {@link #mac()} of its own.
 */
public final class FingerprintKey {
  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec spec;
  private final String kid;

  private FingerprintKey(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("a fingerprint key has 32 bytes, not " + key.length);
    }
    this.spec = new SecretKeySpec(key, ALGORITHM);
    this.kid = hmacHex("straykey-kid".getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }

  /** Takes a copy of 32 bytes. */
  public static FingerprintKey of(byte[] key) {
    return new FingerprintKey(key.clone());
  }

  /** Returns this key's public id: 8 hex characters. */
  public String kid() {
    return kid;
  }

  /** Returns what stands for {@code secret} under this key. */
  public Fingerprint of(Secret secret) {
    return new Fingerprint(kid, hmacHex(secret.bytes()));
  }

  /** Returns what stands for a text that is no secret, such as a key's public id. */
  public Fingerprint ofText(String text) {
    return new Fingerprint(kid, hmacHex(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a fresh HMAC under this key, for one thread. */
  public Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(spec);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  private String hmacHex(byte[] text) {
    return HexFormat.of().formatHex(mac().doFinal(text));
  }

  @Override
  public String toString() {
    return "FingerprintKey(kid " + kid + ")";
  }
}
