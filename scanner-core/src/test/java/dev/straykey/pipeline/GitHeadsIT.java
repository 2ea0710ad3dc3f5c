package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.KeyHistory;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.model.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which refs still have what is no file of a branch: messages, stashes, detached heads. */
class GitHeadsIT {
  @TempDir Path folder;
  private final Random random = new Random(14);
  private GitCli git;

  @BeforeEach
  void make() throws Exception {
    Files.createDirectories(folder.resolve("r"));
    git = new GitCli(folder.resolve("r"));
    git.run("init", "-q", "-b", "main");
    git.write("a.txt", "nothing\n");
    git.commit("first");
    git.run("config", "core.logAllRefUpdates", "true");
  }

  private String key() {
    return GitScan.key(random);
  }

  private String text() {
    return "token = " + key() + "\n";
  }

  private RunResult scan() {
    return new GitScan(folder.resolve("state")).run(folder.resolve("r"));
  }

  /** Of places that are not files of git's own. */
  private static List<Match> inHistory(RunResult result) {
    return GitScan.matches(result).stream()
        .filter(match -> !match.where().path().startsWith(".git/"))
        .toList();
  }

  private static Standing standing(RunResult result) {
    assertThat(inHistory(result)).hasSize(1);
    return Objects.requireNonNull(inHistory(result).get(0).where().standing());
  }

  private List<String> heads() {
    return standing(scan()).heads();
  }

  @Test
  void aMessageIsInEveryBranchThatHasItsCommit() throws Exception {
    git.run("branch", "before");
    String commit = git.commit("oops " + key());
    git.run("branch", "at");
    git.commit("later");
    git.run("checkout", "-q", "-b", "merged", "before");
    git.run("merge", "-q", "--no-ff", "-m", "merges", "main");
    git.run("checkout", "-q", "main");

    RunResult result = scan();

    assertThat(standing(result).heads())
        .containsExactly("refs/heads/at", "refs/heads/main", "refs/heads/merged");
    KeyHistory history = Objects.requireNonNull(KeyHistory.of(GitScan.findings(result).get(0)));
    assertThat(history.introduced().id()).isEqualTo(commit);
    assertThat(history.paths()).isEmpty();
  }

  @Test
  void aMessageOfACommitThatWasThrownAwayIsInNone() throws Exception {
    git.commit("oops " + key());
    git.run("reset", "-q", "--hard", "HEAD~1");

    assertThat(heads()).isEmpty();
  }

  @Test
  void theMessageOfATagIsInTheTagsThatLeadToIt() throws Exception {
    git.run("tag", "-a", "v1", "-m", "release " + key());
    git.run("tag", "-a", "v1-again", "v1", "-m", "the same");

    assertThat(heads()).containsExactly("refs/tags/v1", "refs/tags/v1-again");
  }

  @Test
  void aStashThatIsNotTheNewestIsNamedAsGitNamesIt() throws Exception {
    git.write("a.txt", text());
    git.run("stash", "push", "-q");
    git.write("a.txt", "something\n");
    git.run("stash", "push", "-q");

    Standing standing = standing(scan());

    assertThat(standing.heads()).containsExactly("refs/stash@{1}");
    assertThat(standing.removedBy()).isNull();
  }

  @Test
  void whatAStashHasStagedStandsInItsSecondParent() throws Exception {
    git.write("staged.txt", text());
    git.run("add", "staged.txt");
    git.write("staged.txt", "changed since\n");
    git.run("stash", "push", "-q");

    assertThat(heads()).containsExactly("refs/stash^2");
  }

  @Test
  void whatAStashHasUntrackedStandsInItsThirdParent() throws Exception {
    git.write("untracked.txt", text());
    git.run("stash", "push", "-q", "--include-untracked");

    assertThat(heads()).containsExactly("refs/stash^3");
  }

  @Test
  void aStashThatWasDroppedStandsNowhere() throws Exception {
    git.write("a.txt", text());
    git.run("stash", "push", "-q");
    git.run("stash", "drop", "-q");

    assertThat(heads()).isEmpty();
  }

  @Test
  void aDetachedHeadIsAHead() throws Exception {
    git.run("checkout", "-q", "--detach");
    git.write("b.txt", text());
    git.commit("on no branch");

    assertThat(heads()).containsExactly("HEAD");
  }

  /** Whatever the ids are, by which equal times were told apart. */
  @Test
  void commitsOfOneSecondAreToldInTheOrderOfTheirParents() throws Exception {
    comesAndGoes("2026-01-03T10:00:00Z", "2026-01-03T10:00:00Z", "2026-01-03T10:00:00Z");
  }

  @Test
  void aClockThatGoesBackDoesNotTurnAHistoryRound() throws Exception {
    comesAndGoes("2026-01-03T10:00:00Z", "2026-01-02T10:00:00Z", "2026-01-01T10:00:00Z");
  }

  private void comesAndGoes(String... times) throws Exception {
    String text = text();
    String first = "";
    String last = "";
    String removed = "";
    for (String time : times) {
      git.clock(time);
      git.write("b.txt", text);
      last = git.commit("brings it");
      first = first.isEmpty() ? last : first;
      Files.delete(git.path("b.txt"));
      removed = git.commit("takes it away");
    }

    RunResult result = scan();

    assertThat(inHistory(result).get(0).where().commit()).isEqualTo(first);
    assertThat(Objects.requireNonNull(standing(result).lastSeen()).id()).isEqualTo(last);
    assertThat(Objects.requireNonNull(standing(result).removedBy()).id()).isEqualTo(removed);
  }

  @Test
  void whatGitMadeOfAMergeWithConflictsIsNotSharedYet() throws Exception {
    git.run("checkout", "-q", "-b", "side");
    git.write("a.txt", "theirs\n");
    git.commit("theirs");
    git.run("checkout", "-q", "main");
    git.write("a.txt", text());
    git.commit("ours");
    assertThatThrownBy(() -> git.run("merge", "side")).hasMessageContaining("CONFLICT");

    assertThat(inHistory(scan()))
        .extracting(m -> m.where().path() + " " + m.where().audience())
        .containsExactlyInAnyOrder("a.txt RESTRICTED", "a.txt LOCAL", "AUTO_MERGE:a.txt LOCAL");
  }

  @Test
  void aMessageInWideCharactersIsRead() throws Exception {
    commit("author A <a@b> 1767323000 +0000", text().getBytes(StandardCharsets.UTF_16LE));

    assertThat(inHistory(scan())).extracting(m -> m.where().field()).containsExactly("message");
  }

  @Test
  void anAuthorWithoutAnAddressIsRead() throws Exception {
    commit(
        "author Eve " + key() + " 1767323000 +0000", "message\n".getBytes(StandardCharsets.UTF_8));

    assertThat(inHistory(scan())).extracting(m -> m.where().field()).containsExactly("author");
  }

  @Test
  void whatStandsBehindAnAuthorsAddressIsRead() throws Exception {
    commit("author A <a@b> " + key() + " +0000", "message\n".getBytes(StandardCharsets.UTF_8));

    assertThat(inHistory(scan())).extracting(m -> m.where().field()).containsExactly("author");
  }

  private void commit(String author, byte[] message) throws IOException {
    byte[] head =
        "tree %s\n%s\ncommitter A <a@b> 1767323000 +0000\n\n"
            .formatted(git.run("rev-parse", "HEAD^{tree}"), author)
            .getBytes(StandardCharsets.UTF_8);
    byte[] commit = java.util.Arrays.copyOf(head, head.length + message.length);
    System.arraycopy(message, 0, commit, head.length, message.length);
    Files.write(git.path("../commit"), commit);
    String id = git.run("hash-object", "-w", "-t", "commit", "--literally", "../commit");
    git.write(".git/refs/heads/wrong", id + "\n");
  }
}
