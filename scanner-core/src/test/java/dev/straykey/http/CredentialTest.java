package dev.straykey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialTest {
  private final String key = "sk_" + "live_" + "x".repeat(24);

  @TempDir Path folder;

  @Test
  void readsAVariable() {
    assertThat(Credential.read("env:TOKEN", Map.of("TOKEN", key + "\n")).secret())
        .isEqualTo(Secret.of(key));
  }

  @Test
  void readsAFileWithoutItsLineEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), key + "\r\n");

    assertThat(Credential.read("file:" + file).secret()).isEqualTo(Secret.of(key));
  }

  @Test
  void refusesALiteralWithoutShowingIt() {
    assertThatThrownBy(() -> Credential.read(key))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("SK-2030")
        .hasMessageNotContaining(key);
  }

  @Test
  void namesTheVariableThatIsNotSet() {
    assertThatThrownBy(() -> Credential.read("env:JIRA_TOKEN", Map.of()))
        .hasMessageContainingAll("SK-2031", "JIRA_TOKEN");
  }

  @Test
  void doesNotShowAKeyThatStandsWhereAVariableShould() {
    assertThatThrownBy(() -> Credential.read("env:" + key, Map.of()))
        .hasMessageContaining("SK-2031")
        .hasMessageNotContaining(key);
  }

  @Test
  void namesTheFileThatIsNotThere() {
    assertThatThrownBy(() -> Credential.read("file:" + folder.resolve("gone")))
        .hasMessageContainingAll("SK-2032", "gone");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path file = Files.writeString(folder.resolve("empty"), " \n");

    assertThatThrownBy(() -> Credential.read("file:" + file)).hasMessageContaining("SK-2033");
  }

  @Test
  void refusesAFileOfSeveralLinesWithoutShowingThem() throws IOException {
    Path file = Files.writeString(folder.resolve("two"), key + "\n" + key + "\n");

    assertThatThrownBy(() -> Credential.read("file:" + file))
        .hasMessageContaining("SK-2034")
        .hasMessageNotContaining(key);
  }

  @Test
  void showsNothingWhenPrinted() {
    assertThat(Credential.of(Secret.of(key)).toString()).doesNotContain(key);
  }

  @Test
  void presentsAUserNameWithoutPasswordWithItsColon() {
    assertThat(Credential.basic(Secret.of("abc"))).isEqualTo("Basic YWJjOg==");
  }
}
