package dev.straykey.rule;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KeyPatternTest {
  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> atom =
        Arbitraries.of(
            "a", "b", "[ab]", "[^a]", "a{2}", "b{1,3}", "(?:ab|b)", "(?i:A)", "b?", "\\.");
    return atom.list().ofMinSize(1).ofMaxSize(6).map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abAB.").ofMaxLength(12);
  }

  @Property(tries = 1000)
  void matchesExactlyWhatRe2Matches(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);

    // Behind each end stands a hyphen, so that every end is one.
    KeyPattern.Place place =
        KeyPattern.of(pattern + "-")
            .matchAt((text + "-").getBytes(ISO_8859_1), 0, 0, bytes.length + 1);

    assertThat(place != null)
        .isEqualTo(Pattern.compile(pattern + "-").matcher(text + "-").lookingAt());
  }

  @Test
  void aKeywordInsideThePatternIsAFixedWayBehindItsBeginning() {
    var pattern = KeyPattern.of("sk-[0-9A-Za-z]{20}T3BlbkFJ[0-9A-Za-z]{20}");

    assertThat(pattern.offset("T3BlbkFJ")).isEqualTo(new KeyPattern.Offset(23, 23, false));
  }

  @Test
  void aPatternNeverHoldsWhatItsClassesExclude() {
    assertThat(KeyPattern.of("zbr_[0-9a-f]{32}").offset("zbr-")).isNull();
  }

  @Test
  void aPatternThatOnlyRe2RunsIsSearchedAroundItsKeyword() {
    byte[] text = "see \"tok-12345\" there".getBytes(ISO_8859_1);

    KeyPattern.Place place =
        KeyPattern.of("\\btok-(?P<key>[0-9]+?)\\b").search(text, 5, 0, text.length, new Steps());

    assertThat(new String(text, place.keyStart(), place.keyEnd() - place.keyStart(), ISO_8859_1))
        .isEqualTo("12345");
  }

  @Test
  void aKeyDoesNotBeginInsideAWord() {
    byte[] text = "Xab".getBytes(ISO_8859_1);

    assertThat(KeyPattern.of("ab").matchAt(text, 1, 0, 3)).isNull();
  }

  @Test
  void anEscapeBeforeAKeyIsNoWord() {
    byte[] text = "\\nab".getBytes(ISO_8859_1);

    assertThat(KeyPattern.of("ab").matchAt(text, 2, 0, 4)).isNotNull();
  }
}
