package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlineMarksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gitleaks:allow",
        "betterleaks:allow",
        "trufflehog:ignore",
        "kingfisher:ignore",
        "ggignore",
        "pragma: allowlist secret",
        "pragma: whitelist secret"
      })
  void marksOfOtherToolsAreReadAndNamed(String mark) {
    assertThat(InlineMarks.onLine("\" # " + mark)).isNotNull().extracting("reason").isEqualTo(mark);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notgitleaks:allow",
        "gitleaks:allowed",
        "loggignored",
        "trufflehog:ignore-all",
        "pragma: allowlist secrets",
        "allow",
        "pragma: allowlist nextline secret"
      })
  void aWordThatOnlyLooksLikeAMarkIsNone(String word) {
    assertThat(InlineMarks.onLine("\" # " + word)).isNull();
  }

  @Test
  void aMarkForTheNextLineIsReadInTheLineBefore() {
    assertThat(InlineMarks.onLineBefore("# pragma: allowlist nextline secret")).isNotNull();
    assertThat(InlineMarks.onLineBefore("# pragma: allowlist secret")).isNull();
  }

  @Test
  void ourOwnMarkNeedsAReason() {
    for (String bare :
        new String[] {"// straykey:allow", "/* straykey:allow */", "# straykey:allow: x"}) {
      assertThat(InlineMarks.onLine(bare)).isSameAs(InlineMarks.WITHOUT_REASON);
    }
    assertThat(InlineMarks.onLine("// straykey:allowed x")).isNull();
    assertThat(InlineMarks.onLine("// straykey:allow of the test site */ x"))
        .extracting("reason")
        .isEqualTo("of the test site");
    assertThat(InlineMarks.onLine("\"_c\": \"straykey:allow of the test site\","))
        .extracting("reason")
        .isEqualTo("of the test site");
    assertThat(InlineMarks.onLine("{- straykey:allow of the test site -}"))
        .extracting("reason")
        .isEqualTo("of the test site");
  }
}
