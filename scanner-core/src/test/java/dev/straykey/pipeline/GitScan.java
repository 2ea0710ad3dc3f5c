package dev.straykey.pipeline;

import dev.straykey.model.Finding;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.model.Sleeper;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
