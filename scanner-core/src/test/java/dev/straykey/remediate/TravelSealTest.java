package dev.straykey.remediate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.ScannerException;
import dev.straykey.model.Secret;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TravelSealTest {
  private static final byte[] PAIR = TravelSeal.newPair();
  private static final String KEY = "travelling-" + "key-4711";
  private static final Fingerprint FINGERPRINT = FingerprintKey.of(new byte[32]).of(Secret.of(KEY));
  private static final TravelSeal.Context CONTEXT =
      new TravelSeal.Context("team/job#12", "own-api-key", FINGERPRINT);

  private static String sealed() {
    return TravelSeal.closing(TravelSeal.publicHalf(PAIR)).seal(Secret.of(KEY), CONTEXT);
  }

  @Test
  void thePairOpensWhatItsPublicHalfClosed() {
    assertThat(TravelSeal.opening(PAIR).open(sealed(), CONTEXT).reveal()).isEqualTo(KEY);
  }

  @Test
  void aPairReadAgainAfterARestartOpensIt() {
    byte[] kept = PAIR.clone();

    assertThat(TravelSeal.opening(kept).open(sealed(), CONTEXT).reveal()).isEqualTo(KEY);
  }

  @Test
  void thePublicHalfOpensNothing() {
    TravelSeal agent = TravelSeal.closing(TravelSeal.publicHalf(PAIR));

    assertThatThrownBy(() -> agent.open(sealed(), CONTEXT))
        .isInstanceOf(ScannerException.class)
        .hasMessageStartingWith("SK-4213");
  }

  @Test
  void aPairIsNoPublicHalf() {
    assertThatThrownBy(() -> TravelSeal.closing(PAIR))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("SK-4212");
  }

  @Test
  void thePublicHalfHoldsNoPrivateKey() {
    assertThat(new String(TravelSeal.publicHalf(PAIR), UTF_8)).doesNotContain("PRIVATE");
    assertThat(new String(PAIR, UTF_8)).contains("PRIVATE");
  }

  @Test
  void anotherControllersPairOpensNothing() {
    TravelSeal other = TravelSeal.opening(TravelSeal.newPair());

    assertThatThrownBy(() -> other.open(sealed(), CONTEXT)).hasMessageStartingWith("SK-4213");
  }

  @ParameterizedTest
  @CsvSource({"team/job#13, own-api-key", "team/job#12, other-key", "team/job#1, 2own-api-key"})
  void aKeyOfAnotherBuildOrRuleOpensNothing(String build, String rule) {
    var moved = new TravelSeal.Context(build, rule, FINGERPRINT);

    assertThatThrownBy(() -> TravelSeal.opening(PAIR).open(sealed(), moved))
        .hasMessageStartingWith("SK-4213")
        .hasMessageNotContaining(KEY);
  }

  @Test
  void aKeyUnderAnotherFingerprintOpensNothing() {
    var moved =
        new TravelSeal.Context(
            CONTEXT.build(), CONTEXT.rule(), new Fingerprint(FINGERPRINT.kid(), "0".repeat(64)));

    assertThatThrownBy(() -> TravelSeal.opening(PAIR).open(sealed(), moved))
        .hasMessageStartingWith("SK-4213");
  }

  @Test
  void whatIsTooLongIsNotOpened() {
    String longer =
        TravelSeal.closing(TravelSeal.publicHalf(PAIR))
            .seal(Secret.of("k".repeat(40_000)), CONTEXT);

    assertThatThrownBy(() -> TravelSeal.opening(PAIR).open(longer, CONTEXT))
        .hasMessageStartingWith("SK-4213");
  }

  @Property(tries = 200)
  void aGarbledSealIsRefusedAndNothingElse(
      @ForAll @IntRange(min = 0, max = 5_000) int at, @ForAll byte with) {
    byte[] bytes = Base64.getDecoder().decode(sealed());
    byte[] garbled = bytes.clone();
    garbled[at % garbled.length] ^= with == 0 ? 1 : with;

    assertThatThrownBy(
            () ->
                TravelSeal.opening(PAIR).open(Base64.getEncoder().encodeToString(garbled), CONTEXT))
        .hasMessageStartingWith("SK-4213");
  }

  @Property(tries = 200)
  void foreignTextIsRefusedAndNothingElse(@ForAll String text) {
    assertThatThrownBy(() -> TravelSeal.opening(PAIR).open(text, CONTEXT))
        .hasMessageStartingWith("SK-4213");
  }
}
