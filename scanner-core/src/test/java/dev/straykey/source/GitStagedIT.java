package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.pipeline.GitCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of an index that the real git wrote, where only what is staged is asked for. */
class GitStagedIT {
  @TempDir Path folder;
  private GitCli git;

  @BeforeEach
  void make() throws IOException {
    git = new GitCli(folder);
    git.run("init", "-q", "-b", "main");
    git.write("a.txt", "first\n");
    git.write("in/b.txt", "inside\n");
    git.write("out/c.txt", "outside\n");
    git.commit("first");
  }

  private Collected read(boolean staged, @Nullable Checkout checkout) throws IOException {
    return Collected.of(
        new GitSource(),
        folder,
        new ReadOptions(
            false, staged, null, null, null, Map.of(), null, List.of(), false, checkout));
  }

  private List<String> staged() throws IOException {
    Collected read = read(true, null);
    assertThat(read.skips).isEmpty();
    return read.strings();
  }

  @Test
  void ofASplitIndexWhatIsStagedIsRead() throws Exception {
    git.run("update-index", "--split-index");
    git.write("a.txt", "changed\n");
    git.write("new.txt", "new\n");
    git.run("add", "a.txt", "new.txt");

    assertThat(staged()).containsExactlyInAnyOrder("changed\n", "new\n");
  }

  @Test
  void ofAConflictAllSidesAreRead() throws Exception {
    git.run("checkout", "-q", "-b", "side");
    git.write("a.txt", "theirs\n");
    git.commit("theirs");
    git.run("checkout", "-q", "main");
    git.write("a.txt", "ours\n");
    git.commit("ours");
    assertThatThrownBy(() -> git.run("merge", "side")).hasMessageContaining("CONFLICT");

    assertThat(staged()).containsExactlyInAnyOrder("first\n", "theirs\n");
  }

  @Test
  void aNameThatIsOnlyIntendedIsNotMissed() throws Exception {
    git.write("later.txt", "later\n");
    git.run("add", "--intent-to-add", "later.txt");

    assertThat(staged()).isEmpty();
    assertThat(read(false, new Checkout(null, false, List.of())).strings()).contains("later\n");
  }

  @Test
  void outsideOfASparseIndexNothingIsStaged() throws Exception {
    sparse();
    git.write("in/b.txt", "changed\n");
    git.run("add", "in/b.txt");

    assertThat(staged()).containsExactly("changed\n");
  }

  @Test
  void aSparseIndexThatStandsForAnotherCommitHasItsFilesStaged() throws Exception {
    git.write("out/c.txt", "changed\n");
    git.commit("second");
    sparse();
    git.run("reset", "-q", "--soft", "HEAD~1");

    assertThat(staged()).containsExactly("changed\n");
  }

  @Test
  void aBuildReadsWhatASparseIndexLeavesOutOfTheWorkTree() throws Exception {
    sparse();

    assertThat(read(false, new Checkout(null, false, List.of())).strings()).contains("outside\n");
  }

  private void sparse() throws IOException {
    git.run("sparse-checkout", "init", "--cone", "--sparse-index");
    git.run("sparse-checkout", "set", "in");
    assertThat(git.run("ls-files", "--sparse")).contains("out/").doesNotContain("c.txt");
    assertThat(git.path("out")).doesNotExist();
  }

  @Test
  void aBuildReadsWhatIsStagedWhereALinkLiesNow() throws Exception {
    git.write("a.txt", "staged\n");
    git.run("add", "a.txt");
    Files.delete(git.path("a.txt"));
    Files.createSymbolicLink(git.path("a.txt"), git.path("in/b.txt"));

    assertThat(read(false, new Checkout(null, false, List.of())).strings()).contains("staged\n");
  }
}
