package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.KeyHistory;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.model.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a key came and when it was last there, in histories where times or refs mislead. */
class GitProvenanceIT {
  @TempDir Path folder;
  private final Random random = new Random(15);
  private final String key = GitScan.key(random);
  private GitCli git;

  @BeforeEach
  void make() throws Exception {
    Files.createDirectories(folder.resolve("r"));
    git = new GitCli(folder.resolve("r"));
    git.run("init", "-q", "-b", "main");
    git.write("README", "nothing\n");
    git.commit("first");
  }

  private RunResult scan(@Nullable String range) {
    var scan = new GitScan(folder.resolve("state"));
    return (range == null ? scan : scan.range(range)).run(folder.resolve("r"));
  }

  private KeyHistory history() {
    return Objects.requireNonNull(KeyHistory.of(GitScan.findings(scan(null)).get(0)));
  }

  private static String id(Standing.@Nullable Commit commit) {
    return Objects.requireNonNull(commit).id();
  }

  @Test
  void aPickedCommitIsNotOlderThanTheOneItIsOf() throws Exception {
    // Both claim to have been written at once; their ids say nothing.
    for (String other : List.of("1", "2", "3", "4")) {
      git.write("token.txt", "token = " + GitScan.key(random) + "\n");
      String brought = git.commit("brings it " + other);
      git.run("checkout", "-q", "-b", "side" + other, "HEAD~1");
      git.write("own.txt", "own " + other + "\n");
      git.commit("own");
      git.run("cherry-pick", brought);
      git.run("mv", "token.txt", "moved.txt");
      git.run("commit", "-q", "--amend", "--no-edit");
      git.run("checkout", "-q", "main");

      assertThat(GitScan.findings(scan(null)))
          .extracting(KeyHistory::of)
          .filteredOn(Objects::nonNull)
          .extracting(history -> history.introduced().id())
          .contains(brought);
    }
  }

  @Test
  void aClockThatWentBackDoesNotMakeACommitOlderThanItsParent() throws Exception {
    git.clock("2026-03-01T00:00:00Z");
    git.write("token.txt", "token = " + key + "\n");
    String brought = git.commit("brings it");
    git.clock("2026-02-01T00:00:00Z");
    git.write("token.txt", "more\ntoken = " + key + "\n");
    String later = git.commit("written earlier, as it says");

    KeyHistory history = history();

    assertThat(history.introduced().id()).isEqualTo(brought);
    assertThat(id(history.lastSeen())).isEqualTo(later);
  }

  @Test
  void whatOnlyALogLeadsToWasLastSeenThere() throws Exception {
    git.write("token.txt", "token = " + key + "\n");
    git.commit("brings it");
    git.write("other.txt", "other\n");
    String last = git.commit("to be reset");
    git.run("reset", "-q", "--hard", "HEAD~2");

    KeyHistory history = history();

    assertThat(id(history.lastSeen())).isEqualTo(last);
    assertThat(history.heads()).isEmpty();
    assertThat(history.removedBy()).isNull();
  }

  @Test
  void aMergeThatTakesNothingFromABranchTookAwayWhatTheBranchBrought() throws Exception {
    git.run("checkout", "-q", "-b", "side");
    git.write("token.txt", "token = " + key + "\n");
    String side = git.commit("brings it");
    git.run("checkout", "-q", "main");
    git.commit("meanwhile");
    git.run("merge", "-q", "--no-ff", "-s", "ours", "-m", "takes nothing", "side");
    String merge = git.run("rev-parse", "HEAD");
    git.run("branch", "-q", "-D", "side");

    KeyHistory history = history();

    assertThat(id(history.removedBy())).isEqualTo(merge);
    assertThat(id(history.lastSeen())).isEqualTo(side);
  }

  @Test
  void whatOneSideTookAwayTheMergeDidNot() throws Exception {
    git.write("token.txt", "token = " + key + "\n");
    git.commit("brings it");
    git.run("checkout", "-q", "-b", "side");
    git.write("side.txt", "side\n");
    String side = git.commit("still has it");
    git.run("checkout", "-q", "main");
    Files.delete(git.path("token.txt"));
    git.clock("2026-01-02T03:04:00Z"); // before the branch's
    String removed = git.commit("takes it away");
    git.run("merge", "-q", "--no-ff", "-m", "merges", "side");
    git.run("branch", "-q", "-D", "side");

    KeyHistory history = history();

    assertThat(id(history.removedBy())).isEqualTo(removed);
    assertThat(id(history.lastSeen())).isEqualTo(side);
  }

  @Test
  void theNameOfASubmoduleIsLookedAtInARangeToo() throws Exception {
    String module = "160000," + git.run("rev-parse", "HEAD") + ",mod/" + key;
    git.run("update-index", "--add", "--cacheinfo", module);
    git.run("commit", "-q", "-m", "a submodule");

    List<Match> matches = GitScan.matches(scan("HEAD~1..HEAD"));

    assertThat(matches).extracting(match -> match.where().path()).containsExactly("mod/[key]");
  }
}
