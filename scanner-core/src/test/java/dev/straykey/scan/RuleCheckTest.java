package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCheckTest {
  @TempDir Path folder;

  @Test
  void everyShippedExampleHolds() {
    assertThat(RuleCheck.run(RuleFiles.shipped())).isEmpty();
  }

  @Test
  void anExampleThatDoesNotHoldIsNamed() throws IOException {
    assertThat(RuleCheck.run(changed("finds: 1 }", "finds: 2 }")))
        .extracting(RuleCheck.Failure::toString)
        .anyMatch(text -> text.contains("own-api-key example 1: fires 1 times, not 2"));
  }

  @Test
  void anAnswerTakenForSomethingElseIsNamed() throws IOException {
    assertThat(RuleCheck.run(changed("means: alive", "means: dead")))
        .extracting(RuleCheck.Failure::toString)
        .anyMatch(text -> text.contains("own INTROSPECT example 1: is taken for alive, not dead"));
  }

  private RuleSet changed(String from, String to) throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, Files.readString(Path.of("../rules/own.yaml")).replace(from, to));
    return RuleFiles.load(RuleFiles.shipped(), file, true);
  }
}
