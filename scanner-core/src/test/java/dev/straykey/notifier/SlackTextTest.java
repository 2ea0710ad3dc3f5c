package dev.straykey.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.http.Json;
import dev.straykey.model.Brief;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** Whatever stands in a text. */
class SlackTextTest {

  @Property(tries = 100)
  void staysBelowWhatSlackTakes(
      @ForAll @Chars({'&', '<', 'x'}) @StringLength(max = 60) String text,
      @ForAll @IntRange(max = 60) int sections,
      @ForAll @IntRange(max = 30) int lines) {
    var section = new Brief.Section("Where", Collections.nCopies(lines, text.repeat(20)));
    var brief = new Brief("t", Collections.nCopies(sections, section));

    JsonNode blocks = Json.parse(SlackText.of(brief).blocks());

    assertThat(blocks.size()).isBetween(1, 50);
    int total = 0;
    for (JsonNode block : blocks) {
      int length = block.path("text").path("text").textValue().length();
      assertThat(length).isBetween(1, 3_000);
      total += length;
    }
    assertThat(total).isLessThanOrEqualTo(10_000);
  }

  @Property(tries = 150)
  void leavesNoMentionAndNoNamedLink(
      @ForAll @Chars({'<', '>', '!', '@', '#', '|', '&', ' '}) @CharRange(from = 'a', to = 'c')
          String text) {
    assertThat(SlackText.escaped(text)).doesNotContainPattern("[<>]");
  }

  @Property(tries = 100)
  void saysHowMuchWasLeftOut(@ForAll @IntRange(min = 40, max = 200) int lines) {
    var section = new Brief.Section("", Collections.nCopies(lines, "x".repeat(400)));
    JsonNode blocks = Json.parse(SlackText.of(new Brief("t", List.of(section))).blocks());

    int shown = blocks.toString().split("• ", -1).length - 1;
    String last = blocks.path(blocks.size() - 1).path("text").path("text").textValue();
    assertThat(last).contains("and " + (lines - shown) + " more lines");
  }
}
