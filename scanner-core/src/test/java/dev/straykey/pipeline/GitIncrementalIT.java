package dev.straykey.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Finding;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
  void saysEachTimeThatAKeyStandsInAName() throws Exception {
    git.write("logs/" + GitScan.key(random) + "_x/a.txt", "nothing\n");
    git.commit("brings it");
    git.run("repack", "-q", "-a", "-d");
    RunResult first = scan();
    RunResult second = scan();
    git.write("b.txt", "something else\n");
    git.commit("another");
    RunResult third = scan();

    assertThat(GitScan.findings(first)).hasSize(3);
    assertThat(second.sources().get(0).counts()).containsKey(REMEMBERED);
    assertThat(GitScan.findings(second)).isEqualTo(GitScan.findings(first));
    assertThat(GitScan.findings(third)).isEqualTo(GitScan.findings(whole()));
  }

  @Test
  void findsAKeyInANameThatCameSince() throws Exception {
    scan();
    git.write("logs/" + GitScan.key(random) + ".txt", "nothing\n");
    git.commit("brings it");
    git.run("repack", "-q", "-d");
    RunResult then = scan();
    Files.delete(repository.resolve(only("logs")));
    git.commit("takes it away");

    assertThat(GitScan.findings(then)).hasSize(3);
    assertThat(GitScan.findings(scan())).isEqualTo(GitScan.findings(whole())).hasSize(3);
  }

  private Path only(String below) throws IOException {
    try (var files = Files.list(repository.resolve(below))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aPackKnownFromElsewhereMayHaveAKeyInAName() throws Exception {
    git.write("logs/" + GitScan.key(random) + ".txt", "nothing\n");
    git.commit("brings it");
    git.run("repack", "-q", "-a", "-d");
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    var there = new GitCli(other);
    there.run("init", "-q", "--bare");
    new GitScan(folder.resolve("state")).options(INCREMENTAL).run(other);
    scan();
    Path from = repository.resolve(".git/objects/pack");
    try (var packs = Files.list(from)) {
      for (Path file : packs.toList()) {
        Files.copy(file, other.resolve("objects/pack").resolve(file.getFileName()));
      }
    }
    there.run("update-ref", "refs/heads/main", git.run("rev-parse", "main"));

    RunResult again = new GitScan(folder.resolve("state")).options(INCREMENTAL).run(other);

    assertThat(GitScan.findings(again))
        .isEqualTo(GitScan.findings(new GitScan(folder.resolve("state")).run(other)))
        .hasSize(3);
  }

  @Test
  void saysThatAKeyStandsInAHeadThatWasDetachedSince() throws Exception {
    scan();
    git.run("checkout", "-q", "--detach");

    assertThat(GitScan.findings(scan())).isEqualTo(GitScan.findings(whole()));
  }

  @Test
  void saysUnderWhichNameAStashGoesNow() throws Exception {
    for (int i = 0; i < 3; i++) {
      git.write("b.txt", "token = " + GitScan.key(random) + "\n");
      git.run("stash", "push", "-q");
    }
    scan();
    git.run("stash", "drop", "-q", "stash@{1}");

    assertThat(GitScan.findings(scan())).isEqualTo(GitScan.findings(whole()));
  }

  /** Remembers nothing. */
  private RunResult whole() {
    return new GitScan(folder.resolve("state")).run(repository);
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
  void saysEachTimeWhatIsMissing() throws Exception {
    git.write("lost.txt", "lost\n");
    git.commit("to be damaged");
    String id = git.run("rev-parse", "HEAD:lost.txt");
    Files.delete(repository.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));
    git.run("pack-refs", "--all");

    RunResult first = scan();
    RunResult again = scan();

    assertThat(first.complete()).isFalse();
    assertThat(again.sources().get(0).skipped()).isEqualTo(first.sources().get(0).skipped());
    assertThat(again.sources().get(0).counts()).containsEntry(REMEMBERED, 1L);
  }

  @Test
  void saysThatAPackIsGoneWhoseObjectsTheHistoryNames() throws Exception {
    git.write("later.txt", "later\n");
    git.commit("third");
    Set<Path> before = packs();
    git.run("repack", "-q", "-d");
    scan();
    for (Path file : packs()) {
      if (!before.contains(file)) {
        Files.delete(file);
      }
    }

    assertThat(scan().complete()).isFalse();
  }

  private Set<Path> packs() throws IOException {
    try (var files = Files.list(repository.resolve(".git/objects/pack"))) {
      return files.collect(Collectors.toSet());
    }
  }

  /** As {@code git gc} does: one new pack of all. */
  private void gc() throws IOException {
    git.run("repack", "-q", "-a", "-d", "-f");
  }

  @Test
  void knowsObjectsByTheirIdsWhenPacksAreMadeAnew() throws Exception {
    RunResult first = scan();
    git.write("c.txt", "token = " + GitScan.key(random) + "\n");
    git.commit("third");
    gc();

    RunResult second = scan();

    assertThat(second.sources().get(0).counts()).containsEntry("objects remembered", 3L);
    assertThat(GitScan.findings(first)).hasSize(2);
    assertThat(GitScan.findings(second)).hasSize(3);
    assertThat(second).satisfies(this::isWhatAFreshScanSays);
  }

  private void isWhatAFreshScanSays(RunResult result) {
    RunResult fresh = new GitScan(folder.resolve("state")).run(repository);
    assertThat(GitScan.findings(result)).isEqualTo(GitScan.findings(fresh));
    assertThat(result.sources().get(0).skipped()).isEqualTo(fresh.sources().get(0).skipped());
    assertThat(result.sources().get(0).documents()).isEqualTo(fresh.sources().get(0).documents());
  }

  @Test
  void findsAnAuthorAgainWhenTheCommitThatShowedItIsGone() throws Exception {
    git.as("Eve " + GitScan.key(random), "eve@example.org");
    git.commit("one");
    git.commit("two");
    git.commit("three");
    gc();
    List<Finding> all = GitScan.findings(scan());
    String last = git.run("rev-parse", "HEAD");
    assertThat(all).flatExtracting(Finding::matches).anyMatch(GitIncrementalIT::isAuthor);
    Path kept = folder.resolve("kept");
    // A history of the last commit alone, at the same path.
    new GitCli(folder)
        .run("clone", "-q", "--bare", "--depth", "1", "file://" + repository, kept.toString());
    replace(kept);

    assertThat(GitScan.matches(scan()))
        .filteredOn(GitIncrementalIT::isAuthor)
        .extracting(match -> match.where().commit())
        .containsExactly(last);
  }

  private static boolean isAuthor(Match match) {
    return "author".equals(match.where().field());
  }

  private void replace(Path bare) throws IOException {
    Files.move(repository, folder.resolve("before"));
    Files.createDirectories(repository);
    Files.move(bare, repository.resolve(".git"));
    git.run("config", "core.bare", "false");
  }

  @Test
  void looseObjectsAreKnownWhereTheyAreMany() throws Exception {
    for (int i = 0; i < 600; i++) {
      git.write("many/" + i + ".txt", ("file " + i + "\n").repeat(99));
    }
    git.write("many/key.txt", "token = " + GitScan.key(random) + "\n");
    git.commit("many");
    RunResult first = scan();
    RunResult second = scan();

    assertThat(second.sources().get(0).bytes()).isLessThan(first.sources().get(0).bytes() / 2);
    assertThat(GitScan.findings(second)).hasSize(3);
    assertThat(second).satisfies(this::isWhatAFreshScanSays);
    gc();
    assertThat(scan()).satisfies(this::isWhatAFreshScanSays);
  }

  @Test
  void archivesAndWhatIsOnlyPartlyReadAreSaidAgain() throws Exception {
    Files.write(repository.resolve("x.zip"), zip("inner.txt", "token = " + GitScan.key(random)));
    Files.write(repository.resolve("cut.zip"), Arrays.copyOf(zip("a.txt", "text ".repeat(99)), 60));
    Files.write(repository.resolve("x.bin"), new byte[] {1, 0, 2, 0});
    git.commit("archives");
    gc();
    RunResult first = scan();

    assertThat(first.complete()).isFalse();
    assertThat(scan()).satisfies(this::isWhatAFreshScanSays);
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
      }
    }
    return out.toByteArray();
  }

  @Test
  void readsOfAnArchiveOnlyWhatHasAKeyAndOthersNotAtAll() throws Exception {
    String filler = "a line of text\n".repeat(2000);
    Files.write(repository.resolve("none.zip"), zip("a.txt", filler));
    Files.write(
        repository.resolve("one.zip"),
        zip("a.txt", filler, "b.txt", "token = " + GitScan.key(random), "c.txt", filler));
    git.commit("archives");
    gc();
    RunResult first = scan();
    RunResult second = scan();

    assertThat(GitScan.findings(first)).hasSize(3);
    assertThat(second).satisfies(this::isWhatAFreshScanSays);
    assertThat(second.sources().get(0).bytes())
        .isLessThan(first.sources().get(0).bytes() - 3L * filler.length());
  }

  @Test
  void countsOnceWhatSeveralPacksHold() throws Exception {
    scan();
    String blob = git.run("rev-parse", "HEAD:b.txt");
    String binary = git.with("\0binary", "hash-object", "-w", "--stdin");
    for (int i = 0; i < 4; i++) {
      String more = git.with("more " + i, "hash-object", "-w", "--stdin");
      git.with(
          "%s\n%s\n%s\n".formatted(blob, binary, more),
          "pack-objects",
          "-q",
          ".git/objects/pack/pack");
      git.run("prune-packed");
      assertThat(scan()).satisfies(this::isWhatAFreshScanSays);
    }
  }

  @Test
  void aCommitMayBringAnOldFolderToANewPlace() throws Exception {
    git.write("dir/deep/key.txt", "token = " + GitScan.key(random) + "\n");
    git.commit("third");
    gc();
    scan();
    git.run("mv", "dir", "moved");
    git.commit("moves");
    RunResult second = scan();

    assertThat(second).satisfies(this::isWhatAFreshScanSays);
    assertThat(GitScan.matches(second))
        .extracting(match -> match.where().path())
        .contains("moved/deep/key.txt", "dir/deep/key.txt");
  }

  @Test
  void saysThatALooseObjectIsGoneThatOnlyAPackedTreeNames() throws Exception {
    git.write("lost.txt", "lost\n");
    git.commit("third");
    String lost = git.run("rev-parse", "HEAD:lost.txt");
    git.with(git.run("rev-parse", "HEAD^{tree}"), "pack-objects", "-q", ".git/objects/pack/pack");
    git.run("prune-packed");
    assertThat(scan().complete()).isTrue();
    Files.delete(
        repository.resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));
    git.run("pack-refs", "--all");
    RunResult second = scan();

    assertThat(second.complete()).isFalse();
    assertThat(second).satisfies(this::isWhatAFreshScanSays);
  }

  @Test
  void opensNoStoreWhenNotAsked() {
    new GitScan(folder.resolve("state")).run(repository);

    assertThat(folder.resolve("state/straykey.db")).doesNotExist();
  }
}
