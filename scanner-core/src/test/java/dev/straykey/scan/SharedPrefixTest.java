package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.RuleFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keys of several issuers begin alike: length and alphabet say whose a key is, or that it is none.
 */
class SharedPrefixTest {
  private static final String HEX = "0123456789abcdef";
  private static final String UPPER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String ANY = UPPER + "abcdefghijklmnopqrstuvwxyz";

  @ParameterizedTest
  @CsvSource({
    "rpa_, upper, 46, runpod-api-key",
    "rpa_, any, 30, redirect-pizza-api-token",
    "sgp_, hex, 40, sourcegraph-access-token-sgp",
    "sgp_, any, 64, segment-public-api-token",
    "sk_live_a2V5Xz, any, 69, workos-environment-key",
    "sk_live_, any, 24, stripe-secret-key",
  })
  void lengthAndAlphabetSayWhoseItIs(String head, String alphabet, int length, String rule)
      throws IOException {
    assertThat(rules("key: " + head + tail(alphabet, length))).containsExactly(rule);
  }

  @ParameterizedTest
  @CsvSource({"rpa_, upper, 36", "sgp_, hex, 52", "sk_, hex, 32"})
  void whatFitsNobodysLengthIsNone(String head, String alphabet, int length) throws IOException {
    assertThat(rules("the note says " + head + tail(alphabet, length))).isEmpty();
  }

  @Test
  void theNameBesideItSaysThatHexBehindSkIsElevenLabs() throws IOException {
    assertThat(rules("ELEVENLABS_API_KEY=sk_" + tail("hex", 48)))
        .containsExactly("elevenlabs-api-key");
  }

  @Test
  void aKeyThatGoesOnBehindItsLengthIsNone() throws IOException {
    assertThat(rules("the note says bkaa_" + tail("any", 74) + "-extra")).isEmpty();
  }

  private static String tail(String alphabet, int length) {
    String characters =
        switch (alphabet) {
          case "hex" -> HEX;
          case "upper" -> UPPER;
          default -> ANY;
        };
    var random = new Random(11);
    var key = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      key.append(characters.charAt(random.nextInt(characters.length())));
    }
    return key.toString();
  }

  private static List<String> rules(String text) throws IOException {
    var hits = new ArrayList<Hit>();
    new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE)
        .worker()
        .scan(Document.text(Origin.unresolved("x"), text), hits::add);
    return hits.stream().map(hit -> hit.rule.id()).toList();
  }
}
