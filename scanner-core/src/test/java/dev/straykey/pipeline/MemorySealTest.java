package dev.straykey.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.FingerprintKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MemorySealTest {
  private static final byte[] TEXT = "what a comment says".getBytes(UTF_8);

  private final MemorySeal seal = new MemorySeal(FingerprintKey.of(new byte[32]));

  @Test
  void opensWhatItClosed() {
    assertThat(seal.open("name", seal.seal("name", TEXT))).isEqualTo(TEXT);
  }

  @Test
  void opensItUnderNoOtherName() {
    assertThat(seal.open("other", seal.seal("name", TEXT))).isNull();
  }

  @Test
  void opensItWithNoOtherKey() {
    byte[] other = new byte[32];
    other[31] = 1;

    assertThat(new MemorySeal(FingerprintKey.of(other)).open("name", seal.seal("name", TEXT)))
        .isNull();
  }

  @Test
  void opensNothingThatWasChanged() {
    byte[] sealed = Base64.getDecoder().decode(seal.seal("name", TEXT));
    sealed[sealed.length / 2] ^= 1;

    assertThat(seal.open("name", Base64.getEncoder().encodeToString(sealed))).isNull();
    assertThat(seal.open("name", "AAAA")).isNull();
    assertThat(seal.open("name", "no base64")).isNull();
  }

  @Test
  void closesTheSameTextInOtherBytesEachTime() {
    assertThat(seal.seal("name", TEXT)).isNotEqualTo(seal.seal("name", TEXT));
  }
}
