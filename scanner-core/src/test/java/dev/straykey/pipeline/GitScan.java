package dev.straykey.pipeline;

import dev.straykey.model.Finding;
import dev.straykey.model.KeyHistory;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.model.Sleeper;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the pipeline over a repository as the command line would. */
final class GitScan {
  private final Path state;
  private List<Path> rules = List.of();
  private GitOptions git = GitOptions.DEFAULT;
  private @Nullable String range;

  GitScan(Path state) {
    this.state = state;
  }

  GitScan rules(Path file) {
    rules = List.of(file);
    return this;
  }

  GitScan options(GitOptions options) {
    git = options;
    return this;
  }

  GitScan range(String commits) {
    range = commits;
    return this;
  }

  RunResult run(Path... targets) {
    var request =
        RunRequest.of(List.of(targets).stream().map(Path::toString).toList())
            .range(range)
            .rules(rules)
            .startedBy("tester")
            .git(git)
            .build();
    var surroundings =
        new Surroundings(
            Map.of("STRAYKEY_HOME", state.toString()),
            new ByteArrayInputStream(new byte[0]),
            Clock.systemUTC(),
            Sleeper.REAL,
            "test");
    return Pipeline.run(request, surroundings, event -> {});
  }

  /** Returns where a key stands, which a report shows the end of. */
  static List<Match> matches(RunResult result, String key) {
    return of(result, key).flatMap(finding -> finding.matches().stream()).toList();
  }

  /** Returns what became of a key. */
  static KeyHistory history(RunResult result, String key) {
    return of(result, key).map(KeyHistory::of).filter(Objects::nonNull).findFirst().orElseThrow();
  }

  private static Stream<Finding> of(RunResult result, String key) {
    String end = key.substring(key.length() - 4);
    return findings(result).stream().filter(finding -> finding.redacted().endsWith(end));
  }

  static List<Finding> findings(RunResult result) {
    return result.results().stream().map(RunResult.Result::finding).toList();
  }

  static List<Match> matches(RunResult result) {
    return findings(result).stream().flatMap(f -> f.matches().stream()).toList();
  }

  /** Makes a key: 64 hexadecimal digits behind a mark. */
  static String key(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return "dop_" + "v1_" + HexFormat.of().formatHex(bytes);
  }
}
