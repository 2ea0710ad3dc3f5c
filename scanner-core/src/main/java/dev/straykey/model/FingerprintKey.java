package dev.straykey.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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

  /** Returns a copy of the 32 bytes: for a scanner on another machine, and for nothing else. */
  public byte[] copy() {
    return spec.getEncoded();
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

  /**
   * Returns 32 bytes for another purpose than fingerprints, which tell nothing of them: HKDF (RFC
   * 5869) with SHA-256.
   *
   * @param purpose what they are for; another one gives other bytes
   */
  public byte[] derived(String purpose) {
    byte[] extracted = hmac(new byte[32], spec.getEncoded());
    return hmac(extracted, join(purpose.getBytes(StandardCharsets.UTF_8), new byte[] {1}));
  }

  private String hmacHex(byte[] text) {
    return HexFormat.of().formatHex(hmac(spec.getEncoded(), text));
  }

  /** RFC 2104 by hand: the framework behind {@link Mac} costs every start a tenth of its time. */
  private static byte[] hmac(byte[] key, byte[] text) {
    MessageDigest sha = sha256();
    byte[] inner = sha.digest(join(padded(key, 0x36), text));
    return sha.digest(join(padded(key, 0x5c), inner));
  }

  /** A key of at most 64 bytes. */
  private static byte[] padded(byte[] key, int pad) {
    byte[] block = Arrays.copyOf(key, 64);
    for (int i = 0; i < block.length; i++) {
      block[i] ^= (byte) pad;
    }
    return block;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "FingerprintKey(kid " + kid + ")";
  }
}
