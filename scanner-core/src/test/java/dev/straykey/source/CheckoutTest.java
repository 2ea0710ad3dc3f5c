package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build reads of a checkout, and when it need not read it again. */
class CheckoutTest {
  @TempDir Path folder;
  private Git git;

  @BeforeAll
  static void keepJgitAtHome() {
    ClosedSystemReader.install();
  }

  @BeforeEach
  void init() throws Exception {
    git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  @AfterEach
  void close() {
    git.close();
  }

  private void write(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void stage() throws Exception {
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
  }

  private RevCommit commit(String message) throws Exception {
    stage();
    return git.commit().setMessage(message).setSign(false).call();
  }

  private void pushed(String branch) throws Exception {
    RefUpdate update = git.getRepository().updateRef("refs/remotes/origin/" + branch);
    update.setNewObjectId(git.getRepository().resolve("HEAD"));
    update.forceUpdate();
  }

  private Collected read(@Nullable String base, boolean ci, String... includes) throws Exception {
    var checkout = new Checkout(base, ci, List.of(includes));
    return Collected.of(
        new GitSource(),
        folder,
        new ReadOptions(
            false, false, null, null, null, Map.of(), null, List.of(), false, checkout));
  }

  private List<String> strings() throws Exception {
    return read(null, false).strings();
  }

  @Test
  void readsWhatIsTrackedAndNothingElse() throws Exception {
    write("tracked.txt", "tracked");
    commit("one");
    pushed("main");
    write("untracked.txt", "untracked");

    assertThat(strings()).containsExactly("tracked");
  }

  @Test
  void readsWhatIsStagedWhereTheFileHasChangedSince() throws Exception {
    write("a.txt", "first");
    commit("one");
    pushed("main");
    write("a.txt", "staged");
    stage();
    write("a.txt", "now");

    assertThat(strings()).containsExactlyInAnyOrder("staged", "now");
  }

  @Test
  void readsWhatIsStagedWhereTheFileIsGone() throws Exception {
    write("a.txt", "staged");
    stage();
    Files.delete(folder.resolve("a.txt"));

    assertThat(strings()).containsExactly("staged");
  }

  @Test
  void followsNoLinkOutOfTheTree(@TempDir Path outside) throws Exception {
    write("sub/a.txt", "inside");
    commit("one");
    pushed("main");
    Files.writeString(outside.resolve("a.txt"), "outside");
    Files.delete(folder.resolve("sub/a.txt"));
    Files.delete(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("sub"), outside);

    assertThat(strings()).containsExactly("inside");
  }

  @Test
  void readsCommitsThatNoRemoteTrackingBranchHas() throws Exception {
    write("a.txt", "old secret");
    commit("old");
    Files.delete(folder.resolve("a.txt"));
    write("b.txt", "b");
    commit("pushed");
    pushed("main");
    write("c.txt", "new secret");
    commit("new");
    Files.delete(folder.resolve("c.txt"));
    commit("gone");

    assertThat(strings()).contains("new secret", "b").doesNotContain("old secret");
  }

  @Test
  void readsNoCommitThatAnotherRemoteBranchHas() throws Exception {
    write("a.txt", "a");
    commit("one");
    pushed("main");
    write("b.txt", "on a branch");
    commit("two");
    pushed("feature");
    Files.delete(folder.resolve("b.txt"));
    commit("three");

    assertThat(strings()).doesNotContain("on a branch");
  }

  @Test
  void readsEveryCommitWhereThereIsNoRemote() throws Exception {
    write("a.txt", "first");
    commit("one");
    write("a.txt", "second");
    commit("two");

    assertThat(strings()).contains("first", "second");
  }

  @Test
  void readsCommitsSinceTheBaseThatTheCiNames() throws Exception {
    write("a.txt", "a");
    commit("one");
    pushed("main");
    write("b.txt", "only in a commit");
    commit("two");
    Files.delete(folder.resolve("b.txt"));
    commit("three");
    pushed("feature");

    assertThat(read("main", true).strings()).contains("only in a commit");
  }

  @Test
  void saysThatADetachedHeadWithoutABaseHasNoCommitsToRead() throws Exception {
    write("a.txt", "a");
    RevCommit one = commit("one");
    Files.writeString(folder.resolve(".git/HEAD"), one.name() + "\n");

    assertThat(read(null, true).notices).anyMatch(text -> text.contains("HEAD is detached"));
  }

  @Test
  void saysThatTheBaseIsNotInTheClone() throws Exception {
    write("a.txt", "a");
    commit("one");

    assertThat(read("main2", true).notices).anyMatch(text -> text.contains("main2"));
  }

  @Test
  void readsUntrackedFilesWhereNothingIsTrackedYet() throws Exception {
    write("a.txt", "to be");

    assertThat(strings()).containsExactly("to be");
  }

  @Test
  void readsOnlyWhatIsIncluded() throws Exception {
    write("a/x.txt", "in");
    write("b/x.txt", "out");
    stage();

    assertThat(read(null, false, "a/**").strings()).containsExactly("in");
  }

  @Test
  void isWhatItWasUntilSomethingChanges() throws Exception {
    write("a.txt", "a");
    commit("one");
    String before = CheckoutState.of(folder, List.of(), null);

    assertThat(before).isNotNull().isEqualTo(CheckoutState.of(folder, List.of(), null));
  }

  @Test
  void isNotWhatItWasWhenAFileChangesAndKeepsItsTime() throws Exception {
    write("a.txt", "a");
    commit("one");
    String before = CheckoutState.of(folder, List.of(), null);
    var time = Files.getLastModifiedTime(folder.resolve("a.txt"));
    write("a.txt", "b");
    Files.setLastModifiedTime(folder.resolve("a.txt"), time);

    assertThat(CheckoutState.of(folder, List.of(), null)).isNotEqualTo(before);
  }

  @Test
  void isNotWhatItWasWhenABranchMoves() throws Exception {
    write("a.txt", "a");
    commit("one");
    String before = CheckoutState.of(folder, List.of(), null);
    pushed("main");

    assertThat(CheckoutState.of(folder, List.of(), null)).isNotEqualTo(before);
  }

  @Test
  void cannotBeToldWhatItIsRightAfterAChange() throws Exception {
    write("a.txt", "a");
    commit("one");

    assertThat(CheckoutState.of(folder, List.of(), Instant.now())).isNull();
    assertThat(CheckoutState.of(folder, List.of(), Instant.now().plusSeconds(60))).isNotNull();
  }

  @Test
  void startsFromTheMergeBase() throws Exception {
    write("a.txt", "reviewed");
    commit("one");
    pushed("main");
    write("a.txt", "changed");
    commit("two");

    try (MergeBase base = MergeBase.of(folder, "main")) {
      assertThat(base).isNotNull();
      assertThat(base.file("a.txt")).asString().isEqualTo("reviewed");
    }
  }

  @Test
  void startsFromWhatIsPushedWhereNobodySays() throws Exception {
    write("a.txt", "reviewed");
    commit("one");
    pushed("main");
    write("a.txt", "changed");
    commit("two");

    try (MergeBase base = MergeBase.of(folder, null)) {
      assertThat(base).isNotNull();
      assertThat(base.file("a.txt")).asString().isEqualTo("reviewed");
    }
  }

  @Test
  void knowsOfNothingReviewedWhereTheBaseIsNotInTheClone() throws Exception {
    write("a.txt", "a");
    commit("one");

    try (MergeBase base = MergeBase.of(folder, "elsewhere")) {
      assertThat(base).isNotNull();
      assertThat(base.known()).isFalse();
      assertThat(base.file("a.txt")).isNull();
    }
  }
}
