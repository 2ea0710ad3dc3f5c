package dev.straykey.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.Brief;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;

/** Whatever stands in a text. */
class JiraTextTest {

  @Property(tries = 150)
  void leavesNoMarkupWithoutItsBackslash(
      @ForAll
          @Chars({'{', '}', '[', ']', '~', '!', '|', '*', '_', '\\', '@', ':', '/', ' ', 'h', '.'})
          @CharRange(from = '0', to = '2')
          String text) {
    String shown = JiraText.escaped(text);

    assertThat(shown.replace("\\\\", "??").replaceAll("\\\\[{}\\[\\]~!|*_@-]", ""))
        .doesNotContainPattern("[{}\\[\\]~!|*@\\\\]");
    assertThat(shown).doesNotContain("\\\\");
  }

  @Property(tries = 100)
  void writesADocumentWithoutEmptyOrControllingText(
      @ForAll String title, @ForAll List<String> lines) {
    var brief = new Brief(title, List.of(new Brief.Section(title, lines)));

    JsonNode doc = new JiraCloud().render(brief, true);

    for (JsonNode text : doc.findValues("text")) {
      assertThat(text.textValue()).isNotBlank();
      assertThat(text.textValue().chars()).noneMatch(Character::isISOControl);
    }
  }

  @Property(tries = 20)
  void staysBelowWhatJiraTakes(@ForAll @Chars({'{', '\\', '&', 'x'}) String text) {
    var line = text.repeat(2_000);
    var brief = new Brief(line, List.of(new Brief.Section(line, Collections.nCopies(9, line))));

    String markup = new JiraDataCenter().render(brief, true).textValue();

    assertThat(JiraText.summary(brief).length()).isLessThanOrEqualTo(255);
    assertThat(markup.length()).isLessThanOrEqualTo(32_767);
  }
}
