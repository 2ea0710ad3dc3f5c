package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void aPatternThatIsTriedFromEverywhereBeforeItsKeywordIsRefused() throws IOException {
    assertThat(refusals("'[^\\n]{1,400}zbr_[0-9a-f]{32}'"))
        .singleElement(STRING)
        .contains("own.yaml zebra-key: ", "'zbr_'", "is tried from 400 places")
        .contains("Let the pattern begin with the keyword");
  }

  @Test
  void aPatternTooLargeForATableWhoseKeywordHasNoPlaceIsRefused() throws IOException {
    assertThat(refusals("'(?:[a-z.]{1,63}\\.[a-z.]{1,190}|[a-z]{1,200}):zbr_[0-9a-f]{32}'"))
        .singleElement(STRING)
        .contains("without a table", "one repetition of one class");
  }

  @Test
  void aPatternThatHasToBeSearchedForIsRefused() throws IOException {
    assertThat(refusals("'\\bzbr_[0-9a-f]{32}\\b'"))
        .singleElement(STRING)
        .contains("searched for in all that is near", "Leave out ^, $, \\b");
  }

  @Test
  void aPatternThatOnlyATextOfKeywordsMakesSlowIsRefused() throws IOException {
    assertThat(refusals("'[0-9A-Za-z_]{1,}_[0-9A-Za-z_]{1,}_zbr_[0-9a-f]{8,12}-[0-9a-f]{8,12}'"))
        .singleElement(STRING)
        .contains("bound what stands before it");
  }

  @Test
  void aPatternWithAHostBeforeItsKeywordIsTaken() throws IOException {
    assertThat(refusals("'https://[a-z0-9-]{1,63}\\.zebra\\.example/zbr_[0-9a-f]{32}'")).isEmpty();
  }

  /** Returns what is said of a rule with {@code pattern} that a stranger wrote. */
  private List<String> refusals(String pattern) throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file,
        """
        issuer: zebra
        name: Zebra
        source: https://docs.zebra.example/api-keys
        keys:
          - id: zebra-key
            name: Zebra key
            keywords: [zbr_]
            pattern: %s
            scope: workload
            severity: high
            examples:
              - { text: 'a zebra', finds: 0 }
        """
            .formatted(pattern));
    return RuleCheck.run(RuleFiles.load(RuleSet.EMPTY, file, true)).stream()
        .map(RuleCheck.Failure::toString)
        .filter(text -> text.contains("slow"))
        .toList();
  }

  private RuleSet changed(String from, String to) throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, Files.readString(Path.of("../rules/own.yaml")).replace(from, to));
    return RuleFiles.load(RuleFiles.shipped(), file, true);
  }
}
