package dev.straykey.rule;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundaryTest {
  @Test
  void aKeyDoesNotEndOnAHyphenThatJoinsItToTheNextWord() {
    assertThat(endsAfter("abc-", "extra")).isFalse();
  }

  @Test
  void aKeyMayEndOnAHyphenThatJoinsNothing() {
    assertThat(endsAfter("abc-", "\"")).isTrue();
  }

  @Test
  void aKeyDoesNotEndBeforeATildeThatJoinsItToTheNextWord() {
    assertThat(endsAfter("abc", "~def")).isFalse();
  }

  @Test
  void paddingEndsAKeyWhateverFollows() {
    assertThat(endsAfter("abc=", "def")).isTrue();
  }

  private static boolean endsAfter(String key, String rest) {
    byte[] text = (key + rest).getBytes(ISO_8859_1);
    return Boundary.endsAt(text, key.length(), text.length);
  }
}
