package dev.straykey.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.pipeline.GitCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes as git writes them are read as git reads them. */
class GitIndexIT {
  @TempDir Path folder;
  private GitCli git;
  private Path gitDir;

  @BeforeEach
  void make() throws IOException {
    init("sha1");
  }

  private void init(String format) throws IOException {
    Path at = folder.resolve(format);
    Files.createDirectories(at);
    git = new GitCli(at);
    git.run("init", "-q", "-b", "main", "--object-format=" + format);
    gitDir = git.path(".git");
  }

  private String read() throws IOException {
    int length = gitDir.endsWith("sha256/.git") ? GitId.SHA256 : GitId.SHA1;
    return GitIndex.entries(gitDir.resolve("index"), gitDir, length).stream()
        .map(
            entry ->
                "%06o %s %d\t%s"
                    .formatted(entry.mode(), entry.id().name(), entry.stage(), entry.path()))
        .collect(Collectors.joining("\n"));
  }

  private void isAsGitSays() throws IOException {
    assertThat(read()).isEqualTo(git.run("-c", "core.quotePath=false", "ls-files", "--stage"));
  }

  private void conflict() throws IOException {
    git.write("both.txt", "base\n");
    git.write("a/gone.txt", "base\n");
    git.commit("base");
    git.run("checkout", "-q", "-b", "side");
    git.write("both.txt", "theirs\n");
    git.write("a/gone.txt", "theirs\n");
    git.commit("theirs");
    git.run("checkout", "-q", "main");
    git.write("both.txt", "ours\n");
    Files.delete(git.path("a/gone.txt"));
    git.commit("ours");
    assertThatThrownBy(() -> git.run("merge", "side")).hasMessageContaining("CONFLICT");
  }

  private void isSplit() throws IOException {
    try (var files = Files.list(gitDir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .anyMatch(name -> name.startsWith("sharedindex."));
    }
  }

  /** Whatever is added, changed, removed and shared anew. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void aSplitIndexHasTheEntriesThatGitGives(int seed) throws Exception {
    init(seed % 2 == 0 ? "sha1" : "sha256");
    var random = new Random(seed);
    git.run("config", "splitIndex.maxPercentChange", seed % 3 == 0 ? "100" : "30");
    git.run("config", "index.version", seed < 3 ? "2" : "4");
    for (int i = 0; i < 200; i++) {
      git.write(name(i), "first " + i + "\n");
    }
    git.run("add", "-A");
    git.run("update-index", "--split-index");
    for (int round = 0; round < 12; round++) {
      for (int i = random.nextInt(20); i >= 0; i--) {
        change(random);
      }
      git.run("add", "-A");
      isAsGitSays();
      if (round % 5 == 4) {
        git.commit("round " + round);
        isAsGitSays();
      }
    }
    isSplit();
  }

  private void change(Random random) throws IOException {
    String name = name(random.nextInt(260));
    if (random.nextInt(3) == 0) {
      Files.deleteIfExists(git.path(name));
    } else {
      git.write(name, "changed " + random.nextInt() + "\n");
    }
  }

  private static String name(int i) {
    return "folder%d/n\u00e4me%s".formatted(i % 7, Integer.toString(i, 2));
  }

  @Test
  void aSplitIndexThatWasCleared() throws Exception {
    git.write("a.txt", "a\n");
    git.run("add", "-A");
    git.run("update-index", "--split-index");
    git.run("rm", "-q", "--cached", "a.txt");

    isSplit();
    assertThat(read()).isEmpty();
  }

  @Test
  void conflictsInASplitIndexAndWhenTheyAreSettled() throws Exception {
    conflict();
    git.run("update-index", "--split-index");
    isAsGitSays();
    assertThat(read()).contains(" 1\tboth.txt", " 2\tboth.txt", " 3\tboth.txt");

    git.write("both.txt", "settled\n");
    git.run("add", "both.txt");
    isSplit();
    isAsGitSays();
  }

  @Test
  void aConflictHasTheBlobsOfAllSides() throws Exception {
    conflict();

    try (var objects = new GitObjects(GitLayout.at(git.path("")), "here", null)) {
      var files =
          GitIndex.files(
              GitIndex.entries(gitDir.resolve("index"), gitDir, GitId.SHA1), objects, f -> {});
      assertThat(files.get("both.txt")).hasSize(3);
      assertThat(files.get("a/gone.txt")).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--index-version=2",
        "--index-version=4",
        "--force-untracked-cache",
        "--fsmonitor",
        "--skip-worktree a.txt",
        "--assume-unchanged a.txt",
        "--chmod=+x a.txt"
      })
  void whatElseAnIndexMaySay(String how) throws Exception {
    git.write("a.txt", "a\n");
    git.write("folder/b.txt", "b\n");
    git.write("folder/longer name.txt", "c\n");
    git.commit("first");
    git.run("config", "core.fsmonitor", "true");
    git.run(("update-index " + how).split(" ", 4));
    git.run("-c", "core.fsmonitor=false", "add", "-A");

    isAsGitSays();
  }

  @Test
  void namesThatAreOnlyIntendedHaveNoBlob() throws Exception {
    git.write("a.txt", "a\n");
    git.run("add", "--intent-to-add", "a.txt");

    isAsGitSays();
    assertThat(GitIndex.entries(gitDir.resolve("index"), gitDir, GitId.SHA1))
        .singleElement()
        .matches(GitIndexEntry::intended);
  }

  @Test
  void theFilesOfASparseIndexAreThoseOfAFullOne() throws Exception {
    for (String name : List.of("a.txt", "in/b.txt", "out/c.txt", "out/deep/d.txt", "other/e.txt")) {
      git.write(name, name + "\n");
    }
    git.commit("first");
    git.run("sparse-checkout", "init", "--cone", "--sparse-index");
    git.run("sparse-checkout", "set", "in");
    String sparse = read();
    String full = git.run("ls-files", "--stage");

    assertThat(sparse).contains("040000", "\tout/").doesNotContain("d.txt");
    try (var objects = new GitObjects(GitLayout.at(git.path("")), "here", null)) {
      var files =
          GitIndex.files(
              GitIndex.entries(gitDir.resolve("index"), gitDir, GitId.SHA1), objects, f -> {});
      assertThat(
              files.entrySet().stream()
                  .map(e -> "100644 %s 0\t%s".formatted(e.getValue().get(0), e.getKey())))
          .containsExactly(full.split("\n", -1));
    }
  }

  @Test
  void pathsThatDifferOnlyInBytesThatAreNoUtf8AreBothThere() throws Exception {
    String one = git.with("one\n", "hash-object", "-w", "--stdin");
    String two = git.with("two\n", "hash-object", "-w", "--stdin");
    var lines = "100644 %s\ta?.txt\n100644 %s\ta!.txt\n".formatted(one, two);
    Path list = folder.resolve("list");
    byte[] bytes = lines.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '?' ? (byte) 0xe9 : bytes[i] == '!' ? (byte) 0xe8 : bytes[i];
    }
    Files.write(list, bytes);
    var process =
        new ProcessBuilder("git", "update-index", "--index-info")
            .directory(git.path("").toFile())
            .redirectInput(list.toFile())
            .start();
    assertThat(process.waitFor()).isZero();

    try (var objects = new GitObjects(GitLayout.at(git.path("")), "here", null)) {
      assertThat(
              GitIndex.files(
                      GitIndex.entries(gitDir.resolve("index"), gitDir, GitId.SHA1),
                      objects,
                      f -> {})
                  .values()
                  .stream()
                  .flatMap(List::stream)
                  .map(GitId::name))
          .containsExactlyInAnyOrder(one, two);
    }
  }

  private Path shared() throws IOException {
    git.write("a.txt", "a\n");
    git.write("b.txt", "b\n");
    git.run("add", "-A");
    git.run("update-index", "--split-index");
    git.write("b.txt", "changed\n");
    git.run("add", "-A");
    try (var files = Files.list(gitDir)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("sharedindex."))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aSharedIndexThatIsGoneIsSaid() throws Exception {
    Files.delete(shared());

    assertThatThrownBy(this::read).hasMessageContaining("what it shares is not there");
  }

  @Test
  void aSharedIndexThatLiesElsewhereIsNotFollowed() throws Exception {
    Path shared = shared();
    Files.move(shared, folder.resolve("elsewhere"));
    Files.createSymbolicLink(shared, folder.resolve("elsewhere"));

    assertThatThrownBy(this::read).hasMessageContaining("what it shares is not there");
  }

  @Test
  void aSharedIndexThatWasExchangedIsSaid() throws Exception {
    Path shared = shared();
    byte[] bytes = Files.readAllBytes(shared);
    bytes[bytes.length - 1]++;
    Files.delete(shared);
    Files.write(shared, bytes);

    assertThatThrownBy(this::read).hasMessageContaining("not what it was");
  }

  /** Whatever is in it: an answer or an error of its own, in bounded time and memory. */
  @Test
  void aSplitIndexThatIsDamagedEndsInAnAnswerOrAnError() throws Exception {
    shared();
    Path index = gitDir.resolve("index");
    byte[] bytes = Files.readAllBytes(index);
    var random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = bytes.clone();
      // The bitmaps are at the end, before the digest.
      int from = i % 2 == 0 ? 0 : Math.max(0, bytes.length - 120);
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = from + random.nextInt(bytes.length - from);
        damaged[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
      }
      Files.write(index, damaged);
      try {
        assertThat(read()).isNotNull();
      } catch (IOException e) {
        assertThat(e.getMessage().toLowerCase(Locale.ROOT)).contains("index");
      }
    }
  }
}
