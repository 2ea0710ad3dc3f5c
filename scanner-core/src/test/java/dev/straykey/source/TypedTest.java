package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTest {
  @Test
  void leavesOutWhatNobodySees() {
    assertThat(Typed.of("ab\u200bcd\u00adef\ufeff\u2060gh")).isEqualTo("abcdefgh");
  }

  @Test
  void takesBlanksThatDoNotBreakAndCurledQuotesForTheirPlainOnes() {
    assertThat(Typed.of("password:\u00a0\u201cx\u201d and \u2018y\u2019"))
        .isEqualTo("password: \"x\" and 'y'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Password\nx7horse",
        "Password:\nx7horse",
        "*Password:*\nx7horse",
        "> Password:\n> x7horse",
        "Password:\n\nx7horse"
      })
  void readsAValueBelowItsLabel(String text) {
    assertThat(Typed.of(text)).endsWith("assword: x7horse");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I forgot my password\nThanks",
        "password:\nsee the wiki page 7",
        "Reset password\nregards",
        "the token\nx7horse | y"
      })
  void leavesSentencesAsTheyAre(String text) {
    assertThat(Typed.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pw -> x7", "pw => x7", "pw - x7", "pw \u2013 x7", "pw \u2192 x7"})
  void readsAnArrow(String text) {
    assertThat(Typed.of(text)).isEqualTo("pw: x7");
  }

  @Property(tries = 300)
  void takesAnyText(@ForAll String text) {
    assertThat(Typed.of(text)).isNotNull();
  }
}
