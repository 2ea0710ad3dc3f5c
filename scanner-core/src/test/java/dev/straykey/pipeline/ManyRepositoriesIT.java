package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.RunResult;
import dev.straykey.model.Sleeper;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of repositories in one run. */
class ManyRepositoriesIT {
  private static final int HOW_MANY = 6;

  @TempDir Path folder;
  private final Random random = new Random(10);

  @BeforeEach
  void make() throws Exception {
    for (int i = 0; i < HOW_MANY; i++) {
      Path repository = folder.resolve("all/r" + i);
      Files.createDirectories(repository);
      var git = new GitCli(repository);
      git.run("init", "-q", "-b", "main");
      git.write("a.txt", "token = " + GitScan.key(random) + "\n");
      git.commit("first");
      git.write("a.txt", "nothing\n");
      git.commit("second");
      git.run("repack", "-q", "-a", "-d");
    }
  }

  private RunResult run(Consumer<RunEvent> events) {
    var request =
        RunRequest.of(List.of(folder.resolve("all").toString()))
            .startedBy("tester")
            .git(new GitOptions(false, false, true))
            .build();
    var surroundings =
        new Surroundings(
            Map.of("STRAYKEY_HOME", folder.resolve("state").toString()),
            new ByteArrayInputStream(new byte[0]),
            Clock.systemUTC(),
            Sleeper.REAL,
            "test");
    return Pipeline.run(request, surroundings, events);
  }

  @Test
  void eachIsASourceAndTheRunSaysHowFarItIs() {
    var stages = new ArrayList<String>();

    RunResult result =
        run(
            event -> {
              if (event instanceof RunEvent.Progress progress) {
                stages.add(progress.stage());
              }
            });

    assertThat(GitScan.findings(result)).hasSize(HOW_MANY);
    assertThat(result.sources()).hasSize(HOW_MANY + 1);
    assertThat(stages).contains("source 2 of 7", "source 7 of 7");
  }

  @Test
  void whatWasReadBeforeAKillIsNotReadAgain() {
    assertThatThrownBy(
            () ->
                run(
                    event -> {
                      if (event instanceof RunEvent.Progress progress
                          && progress.stage().equals("source 5 of 7")) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");

    RunResult after = run(event -> {});

    // Those that had ended, and any that were under way beside them.
    assertThat(remembered(after)).isBetween(3L, 6L);
    assertThat(GitScan.findings(after)).hasSize(HOW_MANY);
  }

  private static long remembered(RunResult result) {
    return result.sources().stream()
        .mapToLong(source -> source.counts().getOrDefault("packs remembered", 0L))
        .sum();
  }
}
