package dev.straykey.remediate;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.security.GeneralSecurityException;

/**
 * What all sealing here is made of: HPKE with X25519, HKDF-SHA-256 and AES-256-GCM.
 *
 * <p>Source: RFC 9180; Tink's {@code DHKEM_X25519_HKDF_SHA256_HKDF_SHA256_AES_256_GCM}.
 */
final class Hpke {
  static {
    try {
      HybridConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink registers its own", e);
    }
  }

  private Hpke() {}

  /** Returns a new key pair as text: whoever has it can open what was closed for it. */
  static String newPair() throws GeneralSecurityException {
    var pair =
        KeysetHandle.generateNew(
            HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.TINK)
                .build(),
            RegistryConfiguration.get());
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        pair, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
  }

  static KeysetHandle pair(String text) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        text, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
  }

  /** Returns the half of {@code pair} that closes and opens nothing, as text. */
  static String publicHalf(KeysetHandle pair) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
        pair.getPublicKeysetHandle(), RegistryConfiguration.get());
  }

  /** Refuses a pair: a private half has no place where only closing is done. */
  static KeysetHandle closing(String publicHalf) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
        publicHalf, RegistryConfiguration.get());
  }

  static HybridEncrypt closer(KeysetHandle publicHalf) throws GeneralSecurityException {
    return publicHalf.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
  }

  static HybridDecrypt opener(KeysetHandle pair) throws GeneralSecurityException {
    return pair.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
  }
}
