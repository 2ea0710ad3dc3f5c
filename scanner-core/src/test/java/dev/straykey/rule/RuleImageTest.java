package dev.straykey.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Rule;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RuleImageTest {
  private static final RuleSet YAML = RuleFiles.fromYaml();

  @Test
  void buildLeftAnImageOfTheFilesAsTheyAre() throws Exception {
    try (var in = RuleFiles.class.getResourceAsStream("/dev/straykey/rules/image.bin")) {
      assertThat(in).isNotNull();
      assertThat(in.readAllBytes()).isEqualTo(RuleImage.of(YAML));
    }
  }

  @Test
  void saysWhatTheFilesSay() throws Exception {
    RuleSet read = RuleImageReader.read(RuleImage.of(YAML));

    assertThat(read.issuers()).isEqualTo(YAML.issuers());
    assertThat(read.digest()).isEqualTo(YAML.digest());
  }

  @Test
  void knowsOfEveryPatternWhatTheFilesGive() throws Exception {
    RuleSet read = RuleImageReader.read(RuleImage.of(YAML));

    for (Rule rule : YAML.rules()) {
      KeyPattern pattern = KeyPattern.of(rule.pattern());
      assertThat(read.pattern(rule).known()).isEqualTo(pattern.facts(rule.keywords()));
      assertThat(read.pattern(rule).text()).isEqualTo(rule.pattern());
    }
  }

  @Test
  void keepsTheTableOfEveryPatternAsItIsMade() throws Exception {
    RuleSet read = RuleImageReader.read(RuleImage.of(YAML));

    for (Rule rule : YAML.rules()) {
      assertThat(read.pattern(rule).tables())
          .as(rule.id())
          .isEqualTo(KeyPattern.of(rule.pattern()).tables());
    }
  }

  @Test
  void anotherFormatIsNoImage() throws Exception {
    byte[] image = RuleImage.of(YAML);
    image[3]++;

    assertThat(RuleImageReader.read(image)).isNull();
  }

  @Property(tries = 200)
  void partOfAnImageIsNone(@ForAll @IntRange(min = 0, max = 40_000) int length) throws Exception {
    byte[] image = Holder.IMAGE;

    assertThat(RuleImageReader.read(Arrays.copyOf(image, Math.min(length, image.length - 1))))
        .isNull();
  }

  private static final class Holder {
    static final byte[] IMAGE = image();

    private static byte[] image() {
      try {
        return RuleImage.of(YAML);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
