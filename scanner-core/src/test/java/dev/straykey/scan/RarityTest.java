package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RarityTest {
  private static boolean isRare(String text) {
    return Rarity.isRare(text.getBytes(US_ASCII), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getAccessTokenForUser2",
        "application/vnd.api+json",
        "spring.datasource.hikari.maximum-pool-size",
        "MAX_CONNECTIONS_PER_HOST_V2",
        "com.example.internal.AbstractHttpClientFactoryBean",
        "the_quick_brown_fox_jumps",
        "sha256WithRSAEncryption"
      })
  void whatPeopleWriteIsNotRare(String text) {
    assertThat(isRare(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef",
        "0123456789abcdefghijklmnopqrstuvwxyz",
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
      })
  void chanceIsRareInAnyAlphabet(String alphabet) {
    var random = new Random(alphabet.length());
    int rare = 0;
    for (int n = 0; n < 1000; n++) {
      var key = new StringBuilder();
      while (key.length() < 32) {
        key.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      rare += isRare(key.toString()) ? 1 : 0;
    }

    assertThat(rare).isGreaterThanOrEqualTo(999);
  }

  @Property
  void anyBytesAreMeasured(@ForAll byte[] bytes) {
    assertThat(Rarity.bits(bytes, 0, bytes.length)).isFinite();
  }
}
