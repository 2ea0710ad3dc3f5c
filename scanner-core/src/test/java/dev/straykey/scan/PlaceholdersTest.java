package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1b2c3d4e5f6g7h8i9j0",
        "Aa1Bb2Cc3Dd4Ee5Ff6Gg7",
        "d4c3b2a1-f6e5-h8g7-j1i8-p5o0",
        "yyy"
      })
  void countingThroughTheAlphabetIsNoKey(String text) {
    assertThat(Placeholders.is(text.getBytes(ISO_8859_1), 0)).isTrue();
  }

  @Test
  void tenDigitsOverAndOverAreNoKeyWhateverTheRule() {
    assertThat(Placeholders.is("x_12345678901234567890".getBytes(ISO_8859_1), 2, false)).isTrue();
  }

  @Test
  void digitsInTheirOrderMayBeAnId() {
    assertThat(Placeholders.is("345678901234567".getBytes(ISO_8859_1), 0)).isFalse();
  }

  @Test
  void whatChancePickedIsNoCounting() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] key = new byte[40];
      for (int j = 0; j < key.length; j++) {
        key[j] = (byte) "0123456789abcdef".charAt(random.nextInt(16));
      }
      assertThat(Placeholders.is(key, 0)).isFalse();
    }
  }
}
