package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store: *%s",
        "store: !%s!x y",
        "%s: x",
        "issuers: { %s: 1 }",
        "audience: { %1$s: a, %1$s: b }"
      })
  void doesNotRepeatWhatMayBeAKey(String yaml) throws Exception {
    String pasted = "acme_live_" + "q7".repeat(19);
    Path file = Files.writeString(folder.resolve("straykey.yaml"), yaml.formatted(pasted) + "\n");

    assertThatThrownBy(() -> Configuration.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file + ":1:")
        .hasMessageNotContaining(pasted);
  }
}
