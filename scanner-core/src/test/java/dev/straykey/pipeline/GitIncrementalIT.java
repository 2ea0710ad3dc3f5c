package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store remembers of repositories, and what it must not. */
class GitIncrementalIT {
  private static final GitOptions INCREMENTAL = new GitOptions(false, false, true);
  private static final String REMEMBERED = "packs remembered";

  @TempDir Path folder;
  private final Random random = new Random(4);
  private GitCli git;
  private Path repository;

  @BeforeEach
  void make() throws Exception {
    repository = folder.resolve("repository");
    Files.createDirectories(repository);
    git = new GitCli(repository);
    git.run("init", "-q", "-b", "main");
    git.write("a.txt", "token = " + GitScan.key(random) + "\n");
    git.write("b.txt", "nothing\n");
    git.commit("first");
    git.write("b.txt", "nothing again\n");
    git.commit("second " + GitScan.key(random));
    git.run("repack", "-q", "-a", "-d");
  }

  private RunResult scan() {
    return new GitScan(folder.resolve("state")).options(INCREMENTAL).run(repository);
  }

  @Test
  void saysTheSameOfWhatItRemembersAndReadsItNotAgain() {
    RunResult first = scan();
    RunResult second = scan();

    assertThat(first.sources().get(0).counts()).doesNotContainKey(REMEMBERED);
    assertThat(second.sources().get(0).counts()).containsEntry(REMEMBERED, 1L);
    assertThat(GitScan.findings(second)).isEqualTo(GitScan.findings(first)).hasSize(2);
    assertThat(second.sources().get(0).documents()).isEqualTo(first.sources().get(0).documents());
    assertThat(second.sources().get(0).bytes()).isLessThan(first.sources().get(0).bytes());
  }

  @Test
  void findsWhatCameSince() throws Exception {
    scan();
    git.write("c.txt", "token = " + GitScan.key(random) + "\n");
    git.commit("third");
    git.run("repack", "-q", "-d");

    assertThat(GitScan.findings(scan())).hasSize(3);
  }

  @Test
  void remembersNothingUnderOtherRules() throws Exception {
    scan();
    Path rules = folder.resolve("other.yaml");
    Files.writeString(
        rules,
        """
        issuer: other
        name: Other
        source: https://other.example/keys
        keys:
          - id: other-key
            name: Other key
            keywords: [othr_]
            pattern: 'othr_[a-z]{20}'
            examples:
              - { text: 'x={key}', finds: 1 }
        """);

    RunResult under =
        new GitScan(folder.resolve("state")).options(INCREMENTAL).rules(rules).run(repository);

    assertThat(under.sources().get(0).counts()).doesNotContainKey(REMEMBERED);
  }

  @Test
  void remembersNothingOfAHistoryWithAHole() throws Exception {
    git.write("lost.txt", "lost\n");
    git.commit("to be damaged");
    String id = git.run("rev-parse", "HEAD:lost.txt");
    Files.delete(repository.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));

    assertThat(scan().complete()).isFalse();
    RunResult again = scan();
    assertThat(again.complete()).isFalse();
    assertThat(again.sources().get(0).counts()).doesNotContainKey(REMEMBERED);
  }

  @Test
  void opensNoStoreWhenNotAsked() {
    new GitScan(folder.resolve("state")).run(repository);

    assertThat(folder.resolve("state/straykey.db")).doesNotExist();
  }
}
