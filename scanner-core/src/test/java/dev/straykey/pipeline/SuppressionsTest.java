package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.RunResult;
import dev.straykey.model.Sleeper;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tree and a baseline say, through a whole run. */
class SuppressionsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path folder;

  private final String key = key(7);
  private Path tree;

  private static String key(long seed) {
    return PatternSampler.make(RuleFiles.shipped().rule("own-api-key"), seed).key();
  }

  @BeforeEach
  void aTreeWithAKey() throws IOException {
    tree = Files.createDirectory(folder.resolve("tree"));
    Files.writeString(tree.resolve("a.txt"), "token = " + key + "\n");
  }

  private RunResult run(@Nullable Path baseline, @Nullable Path write, List<Path> rules) {
    var request =
        RunRequest.of(List.of(tree.toString()))
            .as("dir")
            .rules(rules)
            .baseline(baseline)
            .writeBaseline(write)
            .startedBy("test")
            .build();
    var surroundings =
        new Surroundings(
            Map.of("STRAYKEY_HOME", folder.resolve("home").toString()),
            new ByteArrayInputStream(new byte[0]),
            Clock.fixed(NOW, ZoneOffset.UTC),
            Sleeper.REAL,
            "test");
    return Pipeline.run(request, surroundings, event -> {});
  }

  private RunResult run() {
    return run(null, null, List.of());
  }

  private String ignoreFile(String until) throws IOException {
    Path written = folder.resolve("baseline");
    run(null, written, List.of());
    return Files.readString(written)
        .replace("}\n", ",\"reason\":\"a sandbox\",\"until\":\"" + until + "\"}\n")
        .replaceFirst(",\"reason\":\"a sandbox\",\"until\":\"[-0-9]*\"", "");
  }

  @Test
  void aTreesOwnListIsBelievedAndNamed() throws IOException {
    Files.writeString(tree.resolve(".straykeyignore"), ignoreFile("2027-01-01"));

    RunResult result = run();

    assertThat(result.fails()).isFalse();
    assertThat(result.results().get(0).finding().suppression().reason()).isEqualTo("a sandbox");
    assertThat(result.believed()).anyMatch(b -> b.file().endsWith("/.straykeyignore"));
    assertThat(result.notices()).isEmpty();
  }

  @Test
  void whatHasEndedCountsAgainAndIsSaid() throws IOException {
    Files.writeString(tree.resolve(".straykeyignore"), ignoreFile("2026-11-19"));

    RunResult result = run();

    assertThat(result.fails()).isTrue();
    assertThat(result.notices()).singleElement().asString().contains(".straykeyignore", "ended");
  }

  @Test
  void aMarkWithoutAReasonIsSaidWithWhatToWrite() throws IOException {
    Files.writeString(tree.resolve("a.txt"), "x\ntoken = " + key + " # straykey:allow\n");

    RunResult result = run();

    assertThat(result.fails()).isTrue();
    assertThat(result.sources().get(0).notices())
        .singleElement()
        .asString()
        .contains("SK-1570 a.txt:2", "straykey:allow REASON");
  }

  @Test
  void anotherKeyInTheSamePlaceCounts() throws IOException {
    Files.writeString(tree.resolve(".straykeyignore"), ignoreFile("2027-01-01"));
    Files.writeString(tree.resolve("a.txt"), "token = " + key(8) + "\n");

    RunResult result = run();

    assertThat(result.fails()).isTrue();
    assertThat(result.notices()).singleElement().asString().contains("no longer needed (line 2)");
  }

  @Test
  void aPlaceOfGitleaksIsBelievedAndNamed() throws IOException {
    Files.writeString(tree.resolve(".gitleaksignore"), "a.txt:their-rule:1\n");

    RunResult result = run();

    assertThat(result.fails()).isFalse();
    assertThat(result.believed()).anyMatch(b -> b.file().endsWith("/.gitleaksignore"));
  }

  @Test
  void aReportOfGitleaksBecomesABaseline() throws IOException {
    Path report = folder.resolve("report.json");
    Path baseline = folder.resolve("baseline.jsonl");
    Files.writeString(
        report,
        "[{\"RuleID\": \"x\", \"File\": \"old.txt\", \"StartLine\": 9, \"Secret\": \"%s\"}]"
            .formatted(key));

    assertThat(run(report, baseline, List.of()).fails()).isFalse();

    assertThat(Files.readString(baseline)).contains("straykey_baseline").doesNotContain(key);
    assertThat(run(baseline, null, List.of()).fails()).isFalse();
  }

  @Test
  void whatOfOtherToolsRulesIsNotHonouredStandsInTheReport() throws IOException {
    Path rules = folder.resolve("other.toml");
    Files.writeString(
        rules,
        "[[rules]]\nid = 'a'\nregex = 'zz'\nkeywords = ['zz']\nsurprise = 1\n"
            + "[extend]\nuseDefault = true\n");

    assertThat(run(null, null, List.of(rules)).notices())
        .anyMatch(n -> n.contains("other.toml") && n.contains("surprise"))
        .anyMatch(n -> n.contains("useDefault"));
  }
}
