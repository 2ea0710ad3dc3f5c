package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.straykey.model.Skip;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository is material: nothing of it runs, nothing outside of it is read. */
class HostileRepositoryTest {
  @TempDir Path folder;
  @TempDir Path outside;

  @BeforeAll
  static void keepJgitAtHome() {
    ClosedSystemReader.install();
  }

  private Git repository(Path at) throws Exception {
    Git git = Git.init().setDirectory(at.toFile()).setInitialBranch("main").call();
    Files.writeString(at.resolve("a.txt"), "committed text\n");
    git.add().addFilepattern(".").call();
    git.commit()
        .setMessage("first")
        .setAuthor("a", "a@b")
        .setCommitter("a", "a@b")
        .setSign(false)
        .call();
    return git;
  }

  @Test
  void runsNothingThatItsConfigurationNames() throws Exception {
    repository(folder).close();
    Path ran = outside.resolve("ran");
    Files.writeString(outside.resolve("more.config"), "[core]\n\tworktree = " + outside + "\n");
    Files.writeString(outside.resolve("not-ours.txt"), "outside text\n");
    String touch = "touch " + ran;
    Files.writeString(
        folder.resolve(".git/config"),
        """
        [core]
        \trepositoryformatversion = 0
        \tfsmonitor = %1$s
        \tsshCommand = %1$s
        \thooksPath = %2$s
        \tworktree = %2$s
        \texcludesFile = %2$s/not-ours.txt
        [filter "evil"]
        \tclean = %1$s
        \tsmudge = %1$s
        \tprocess = %1$s
        [include]
        \tpath = %2$s/more.config
        """
            .formatted(touch, outside));
    Files.writeString(folder.resolve(".gitattributes"), "* filter=evil\n");
    Files.writeString(folder.resolve("new.txt"), "uncommitted text\n");

    var collected = Collected.of(new GitSource(), folder);

    assertThat(ran).doesNotExist();
    assertThat(collected.strings())
        .contains("committed text\n", "uncommitted text\n")
        .noneMatch(text -> text.contains("outside"));
  }

  @Test
  void readsNoObjectsThatAnAlternateOutsideNames() throws Exception {
    Path other = outside.resolve("other");
    repository(folder).close();
    try (Git git = repository(other)) {
      Files.writeString(other.resolve("b.txt"), "outside text\n");
      git.add().addFilepattern(".").call();
    }
    Files.createDirectories(folder.resolve(".git/objects/info"));
    Files.writeString(
        folder.resolve(".git/objects/info/alternates"), other.resolve(".git/objects") + "\n");

    var collected = Collected.of(new GitSource(), folder);

    assertThat(collected.strings()).doesNotContain("outside text\n");
    assertThat(collected.notices).anyMatch(notice -> notice.contains("not followed"));
  }

  @Test
  void followsNoGitFileToARepositoryThatDoesNotPointBack() throws Exception {
    repository(outside).close();
    Files.writeString(folder.resolve(".git"), "gitdir: " + outside.resolve(".git") + "\n");

    var collected = Collected.of(new GitSource(), folder);

    assertThat(collected.texts).isEmpty();
    assertThat(collected.reasons()).containsExactly(Skip.Reason.BROKEN);
  }

  @Test
  void followsNoLinkInAWorkTree() throws Exception {
    repository(folder).close();
    Files.writeString(outside.resolve("x.txt"), "outside text\n");
    Files.createSymbolicLink(folder.resolve("link.txt"), outside.resolve("x.txt"));
    Files.createSymbolicLink(folder.resolve("linked"), outside);

    assertThat(Collected.of(new GitSource(), folder).strings()).doesNotContain("outside text\n");
  }

  @Test
  void survivesAnyDamageToAPack() throws Exception {
    try (Git git = repository(folder)) {
      for (int i = 0; i < 10; i++) {
        Files.writeString(folder.resolve("a.txt"), "text that grows\n".repeat(50 + i));
        git.add().addFilepattern(".").call();
        git.commit()
            .setMessage("step " + i)
            .setAuthor("a", "a@b")
            .setCommitter("a", "a@b")
            .setSign(false)
            .call();
      }
      var gc = new GC((FileRepository) git.getRepository());
      gc.setExpireAgeMillis(0);
      gc.gc().get();
    }
    Path pack = GitHeadIds.pack(folder);
    Path idx = Path.of(pack.toString().replace(".pack", ".idx"));
    byte[] packBytes = Files.readAllBytes(pack);
    byte[] idxBytes = Files.readAllBytes(idx);
    assertThat(pack.toFile().setWritable(true)).isTrue();
    assertThat(idx.toFile().setWritable(true)).isTrue();
    var random = new Random(42);

    for (int i = 0; i < 150; i++) {
      byte[] damaged = (i % 3 == 0 ? idxBytes : packBytes).clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(i % 3 == 0 ? idx : pack, damaged);
      assertThatCode(() -> Collected.of(new GitSource(), folder)).doesNotThrowAnyException();
      Files.write(pack, packBytes);
      Files.write(idx, idxBytes);
    }
  }

  @Test
  void saysThatACommitWhoseTreeIsNoIdCannotBeRead() throws Exception {
    try (Git git = repository(folder)) {
      ObjectId damaged;
      try (var inserter = git.getRepository().newObjectInserter()) {
        damaged =
            inserter.insert(
                Constants.OBJ_COMMIT,
                ("tree " + "z".repeat(40) + "\nauthor a <a@b> 1 +0000\n\nno\n")
                    .getBytes(StandardCharsets.US_ASCII));
        inserter.flush();
      }
      Files.writeString(folder.resolve(".git/refs/heads/damaged"), damaged.name() + "\n");
    }

    var collected = Collected.of(new GitSource(), folder);

    assertThat(collected.strings()).contains("committed text\n");
    assertThat(collected.reasons()).anyMatch(reason -> !reason.leavesScanComplete());
  }

  @Test
  void takesAFolderThatOnlyLooksLikeARepositoryAsBroken() throws Exception {
    Files.createDirectories(folder.resolve(".git"));

    assertThat(Collected.of(new GitSource(), folder).reasons()).containsExactly(Skip.Reason.BROKEN);
  }

  @Test
  void takesAHeadThatNoFileCanBeNamedByForNone() throws Exception {
    repository(folder).close();
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/\0eads/main\n");

    assertThat(Collected.of(new GitSource(), folder).strings()).contains("committed text\n");
  }
}
