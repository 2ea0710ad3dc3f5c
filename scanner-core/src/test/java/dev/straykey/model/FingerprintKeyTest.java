package dev.straykey.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.subtle.Hkdf;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class FingerprintKeyTest {
  private final byte[] bytes = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private final FingerprintKey key = FingerprintKey.of(bytes);

  @Test
  void derivesWhatHkdfSays() throws GeneralSecurityException {
    assertThat(key.derived("a purpose"))
        .isEqualTo(
            Hkdf.computeHkdf("HmacSha256", bytes, new byte[0], "a purpose".getBytes(UTF_8), 32));
  }

  @Test
  void derivesOtherBytesForAnotherPurpose() {
    assertThat(key.derived("a purpose")).isNotEqualTo(key.derived("another"));
  }
}
