package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordValueTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"horse@123", "DoctorP@ss1!", "verYs3cret", "k7qm2xv9plz4rt8wbn3y", "xq7vkz2"})
  void takesWhatIsMixedForChosen(String value) {
    assertThat(PasswordValue.isChosen(value.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiger99",
        "opensesame",
        "TestPassword123!",
        "mySecret#1",
        "foobar12345",
        "Horse@12345",
        "271828",
        "p@ss"
      })
  void takesWhatPeopleTypeToFillAFieldForMadeUp(String value) {
    assertThat(PasswordValue.isChosen(value.getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open_sesame", "open-sesame-2", "a/b/c1", "v1.2.3"})
  void aNameIsNoSecretThatWasSet(String value) {
    byte[] text = value.getBytes(UTF_8);

    assertThat(PasswordValue.isSetSecret(text, 0, text.length)).isFalse();
  }
}
