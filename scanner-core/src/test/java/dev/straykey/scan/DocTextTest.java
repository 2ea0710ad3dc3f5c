package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A {\n  /**\n   * Opens it:\n   * <pre>\n   * password: HERE\n   */\n}",
        "/** Call it with password=HERE. */\nvoid open();",
        "def connect(user):\n    \"\"\"Connects.\n\n    >>> connect(password='HERE')\n    \"\"\"",
        "#!/usr/bin/python\n# All rights reserved\n\n'''\npassword: HERE\n'''",
        "EXAMPLES = r'''\n- name: add\n  password: HERE\n'''",
        "DOCUMENTATION = \"\"\"\npassword: HERE\n\"\"\"",
        "  @doc \"\"\"\n  connect(password: \"HERE\")\n  \"\"\"",
        "/// password = \"HERE\"\nfn open() {}",
        "#' connect(password = \"HERE\")\nconnect <- function() {}",
      })
  void whatDocumentsCodeIsDocumentation(String text) {
    assertThat(holds(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// password = \"HERE\"",
        "# password: HERE",
        "/* password = HERE */",
        "/** Opens it. */\nString password = \"HERE\";",
        "/** Opens it. */ String password = \"HERE\";",
        "/**/ password = HERE",
        "* password: HERE\n* another",
        "String yaml = \"\"\"\n  password: HERE\n  \"\"\";",
        "run(\n    \"\"\"\n    password = HERE\n    \"\"\")",
        "def f():\n    \"\"\"Opens.\"\"\"\n    password = 'HERE'",
        "config = '''\npassword: HERE\n'''",
        "my_examples = '''\npassword: HERE\n'''",
        "password = HERE",
      })
  void whatIsUsedOrWasIsNone(String text) {
    assertThat(holds(text)).isFalse();
  }

  @Test
  void aBeginThatIsFarAwayIsNotLookedFor() {
    assertThat(holds("'''\n" + "x\n".repeat(1 << 16) + "password: HERE")).isFalse();
  }

  @Property
  void everyPlaceOfEveryTextHasAnAnswer(
      @ForAll @CharRange(from = ' ', to = '0') String text, @ForAll boolean lines) {
    byte[] bytes = (lines ? text.replace(' ', '\n') : text).getBytes(StandardCharsets.UTF_8);
    assertThatCode(
            () -> {
              for (int at = 0; at <= bytes.length; at++) {
                new DocText().holds(bytes, at);
              }
            })
        .doesNotThrowAnyException();
  }

  @Property(tries = 200)
  void whatWasSeenBeforeChangesNoAnswer(@ForAll @IntRange(max = 1 << 30) int seed) {
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      List<String> some =
          List.of(
              "\n",
              "\n",
              "x",
              "    ",
              "'".repeat(3),
              "doc = ",
              " * ",
              "/**",
              "*/",
              "-".repeat(900));
      text.append(i % 50 == 0 ? some.get(random.nextInt(some.size())) : "word ");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    var remembering = new DocText();
    for (int at = 0; at < bytes.length; at += random.nextInt(4_000) - 400) {
      at = Math.max(0, at);

      assertThat(remembering.holds(bytes, at)).isEqualTo(new DocText().holds(bytes, at));
    }
  }

  private static boolean holds(String text) {
    return new DocText().holds(text.getBytes(StandardCharsets.UTF_8), text.indexOf("HERE"));
  }
}
