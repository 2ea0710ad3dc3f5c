package dev.straykey.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.FailOn;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Secret;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RepositorySettingsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final String SALT = "00".repeat(32);

  private final Secret key = Secret.of("acme_live_" + "q".repeat(38));
  private final String fingerprint = FingerprintKey.of(new byte[32]).of(key).hex();

  private RepositorySettings accepting(String until) {
    return RepositorySettings.parse(
        """
        salt: "%s"
        accept:
          - { fingerprint: "%s", reason: a test site, until: %s }
        skip: ['docs/**']
        fail-on: ours
        """
            .formatted(SALT, fingerprint, until),
        ".straykey.yaml");
  }

  @Test
  void acceptsUntilItsLastDay() {
    assertThat(accepting("2026-11-20").covers(key, TODAY).reason()).isEqualTo("a test site");
    assertThat(accepting("2026-11-19").covers(key, TODAY)).isNull();
  }

  @Test
  void acceptsNoOtherKey() {
    assertThat(accepting("2027-01-01").covers(Secret.of("another"), TODAY)).isNull();
  }

  @Test
  void saysWhatToSkipAndWhatMustFail() {
    assertThat(accepting("2027-01-01").skips()).containsExactly("docs/**");
    assertThat(accepting("2027-01-01").failOn()).isEqualTo(FailOn.OURS);
  }

  @Test
  void cannotSayAnythingElse() {
    assertThatThrownBy(() -> RepositorySettings.parse("skip: []\npolicy: []\n", ".straykey.yaml"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1203", ".straykey.yaml:2", "policy");
  }

  @Test
  void aTagThatIsNoneIsRefused() {
    assertThatThrownBy(() -> RepositorySettings.parse("skip: !<tag:%20> x\n", ".straykey.yaml"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(".straykey.yaml");
  }

  @Test
  void anAcceptanceNeedsAnEnd() {
    assertThatThrownBy(
            () ->
                RepositorySettings.parse(
                    "salt: '%s'\naccept: [{fingerprint: '%s', reason: x}]"
                        .formatted(SALT, fingerprint),
                    ".straykey.yaml"))
        .hasMessageContainingAll("until", "is missing");
  }

  @Property(tries = 300)
  void anyTextIsReadOrRefused(@ForAll String text) {
    try {
      RepositorySettings.parse(text, "x");
    } catch (InvalidInputException e) {
      assertThat(e.code()).isEqualTo("SK-1203");
    }
  }

  @Test
  void doesNotRepeatANameThatMayBeAKey() {
    String pasted = key.reveal();

    assertThatThrownBy(() -> RepositorySettings.parse("a: 1\n" + pasted + ": 1\n", "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining(pasted);
    assertThatThrownBy(() -> RepositorySettings.parse(pasted + ": 1\n", "x"))
        .hasMessageContaining("x:1:1 ? is not a field")
        .hasMessageNotContaining(pasted);
  }
}
