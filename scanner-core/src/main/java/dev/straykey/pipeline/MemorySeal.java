package dev.straykey.pipeline;

import dev.straykey.model.FingerprintKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Closes what is remembered of texts, so that the store alone tells nobody what they say:
 * AES-256-GCM under a key made from the fingerprint key, which does not lie in the store. The name
 * under which it is remembered goes in: nothing can be passed off as something else.
 *
 * <p>Thread-safe.
 */
final class MemorySeal {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  /** A sealed text of a few bytes could say of itself that it is endless. */
  private static final int LARGEST = 256 << 20;

  private final SecretKeySpec key;

  MemorySeal(FingerprintKey key) {
    this.key = new SecretKeySpec(key.derived("straykey scan memory"), "AES");
  }

  private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** Returns {@code text}, made small and closed, as base64. */
  String seal(String name, byte[] text) {
    byte[] nonce = new byte[NONCE];
    new SecureRandom().nextBytes(nonce);
    var small = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(small)) {
      deflater.write(text);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes whatever is written", e);
    }
    try {
      byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(small.toByteArray());
      byte[] both = Arrays.copyOf(nonce, NONCE + closed.length);
      System.arraycopy(closed, 0, both, NONCE, closed.length);
      return Base64.getEncoder().encodeToString(both);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  /** Returns what was closed under {@code name} with the same key; null when that is not so. */
  byte @Nullable [] open(String name, String sealed) {
    try {
      byte[] both = Base64.getDecoder().decode(sealed);
      if (both.length < NONCE) {
        return null;
      }
      byte[] small =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(both, NONCE), name)
              .doFinal(both, NONCE, both.length - NONCE);
      try (var in = new InflaterInputStream(new ByteArrayInputStream(small))) {
        byte[] text = in.readNBytes(LARGEST);
        return text.length < LARGEST ? text : null;
      }
    } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
      return null; // changed, or closed by another key: it is as if it were not there
    }
  }
}
