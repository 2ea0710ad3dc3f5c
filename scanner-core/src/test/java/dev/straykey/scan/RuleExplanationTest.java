package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RuleExplanationTest {
  private static final RuleSet RULES = RuleFiles.shipped();

  private static List<String> said(String ruleId, String text) throws IOException {
    return RuleExplanation.of(RULES, text, ruleId).stream()
        .map(RuleExplanation.Step::said)
        .toList();
  }

  private static String key() {
    return PatternSampler.make(RULES.rule("npm-access-token"), 3).key();
  }

  @Test
  void saysThatARuleFires() throws IOException {
    assertThat(said("npm-access-token", "t=" + key()))
        .singleElement()
        .asString()
        .endsWith("it fires");
  }

  @Test
  void saysWhereThePatternBreaksOff() throws IOException {
    assertThat(said("npm-access-token", "npm_abc-"))
        .containsExactly(
            "keyword “npm_” stands here; the pattern fits 7 characters and then breaks off");
  }

  @Test
  void saysThatTheChecksumIsWrong() throws IOException {
    String wrong = key().replaceFirst(".$", key().endsWith("0") ? "1" : "0");

    assertThat(said("npm-access-token", "t=" + wrong))
        .singleElement()
        .asString()
        .contains("in doubt: its checksum does not hold");
  }

  @Test
  void saysThatACommentSuppresses() throws IOException {
    assertThat(said("npm-access-token", "t=" + key() + " # straykey:allow sample of the docs"))
        .singleElement()
        .asString()
        .contains("suppresses");
  }

  @Test
  void repeatsNothingOfTheKey() throws IOException {
    String key = key();

    assertThat(RuleExplanation.of(RULES, "npm token = " + key).toString())
        .doesNotContain(key.substring(4, 16));
  }

  @Property(tries = 30)
  void anyTextIsExplained(@ForAll String text) throws IOException {
    assertThat(RuleExplanation.of(RULES, "token=" + text)).isNotNull();
  }
}
