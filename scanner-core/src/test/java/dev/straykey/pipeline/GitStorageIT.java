package dev.straykey.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.RunResult;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Random;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ConfigConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways in which git keeps objects, refs and what belongs to them that are not its first choice. */
class GitStorageIT {
  @TempDir Path folder;
  private final Random random = new Random(7);
  private GitCli git;
  private String brought;

  /** A key that came and went. */
  @BeforeEach
  void make() throws Exception {
    git = repository("r");
    git.write("a.txt", "nothing\n");
    git.commit("first");
    git.write("key.txt", text());
    brought = git.commit("brings it");
    Files.delete(git.path("key.txt"));
    git.commit("takes it away");
  }

  private GitCli repository(String name) throws IOException {
    Files.createDirectories(folder.resolve(name));
    var made = new GitCli(folder.resolve(name));
    made.run("init", "-q", "-b", "main");
    return made;
  }

  private String text() {
    return "token = " + GitScan.key(random) + "\n";
  }

  private RunResult scan(String name) {
    return new GitScan(folder.resolve("state")).run(folder.resolve(name));
  }

  private static Provenance only(RunResult result) {
    assertThat(GitScan.matches(result)).hasSize(1);
    return GitScan.matches(result).get(0).where();
  }

  private Path pack() throws IOException {
    git.run("repack", "-q", "-a", "-d", "-f");
    try (var files = Files.list(git.path(".git/objects/pack"))) {
      return files.filter(f -> f.toString().endsWith(".pack")).findFirst().orElseThrow();
    }
  }

  private static Path index(Path pack) {
    return Path.of(pack.toString().replaceFirst("pack$", "idx"));
  }

  private void indexAgain(String version) throws IOException {
    Path pack = pack();
    Path made = git.path("made.idx");
    git.run("index-pack", "--index-version=" + version, "-o", made.toString(), pack.toString());
    Files.delete(index(pack));
    Files.move(made, index(pack));
  }

  @Test
  void indexesOfVersion1() throws Exception {
    indexAgain("1");

    RunResult result = scan("r");

    assertThat(only(result).commit()).isEqualTo(brought);
    assertThat(result.complete()).isTrue();
  }

  /** As in packs over 2 GiB. */
  @Test
  void offsetsOfEightBytes() throws Exception {
    indexAgain("2,0x40");

    assertThat(only(scan("r")).commit()).isEqualTo(brought);
  }

  @Test
  void aPackWithoutIndexIsSaid() throws Exception {
    Files.delete(index(pack()));

    RunResult result = scan("r");

    assertThat(result.complete()).isFalse();
    assertThat(result.sources().get(0).skipped())
        .anyMatch(skip -> skip.detail().contains("no index"));
  }

  @Test
  void multiPackIndexes() throws Exception {
    pack();
    git.write("more.txt", text());
    String second = git.commit("in a second pack");
    git.run("repack", "-q", "-d");
    git.run("multi-pack-index", "write");

    assertThat(GitScan.matches(scan("r")))
        .extracting(match -> match.where().commit())
        .containsExactlyInAnyOrder(brought, second);
  }

  private void reftable() throws IOException {
    try (var repository = new FileRepository(git.path(".git").toFile())) {
      repository.convertRefStorage(ConfigConstants.CONFIG_REF_STORAGE_REFTABLE, true, false);
    }
    assertThat(git.path(".git/reftable/tables.list")).isNotEmptyFile();
    // As git itself leaves it, so that nothing is known from files.
    git.write(".git/HEAD", "ref: refs/heads/.invalid\n");
    delete(git.path(".git/logs"));
    delete(git.path(".git/refs"));
    git.write(".git/refs/heads", "this repository uses the reftable format\n");
  }

  private static void delete(Path below) throws IOException {
    if (Files.exists(below)) {
      try (var files = Files.walk(below)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void refsInTablesSayTheSameAsFilesDo() throws Exception {
    git.write("still.txt", text());
    git.commit("stays");
    git.run("tag", "-a", "v1", "-m", "a tag " + GitScan.key(random));
    git.run("branch", "other", "HEAD~1");
    for (int i = 0; i < 500; i++) {
      git.run("update-ref", "refs/heads/many/%03d".formatted(i), "HEAD");
    }
    RunResult before = scan("r");
    reftable();

    RunResult after = scan("r");

    assertThat(after.complete()).isTrue();
    assertThat(GitScan.findings(after)).isEqualTo(GitScan.findings(before)).hasSize(3);
  }

  @Test
  void refsInTablesThatCameOneByOne() throws Exception {
    reftable();
    try (var repository = new FileRepository(git.path(".git").toFile())) {
      for (String name : new String[] {"refs/heads/x", "refs/heads/y", "refs/heads/x"}) {
        var update = repository.updateRef(name);
        update.setNewObjectId(repository.resolve(brought));
        update.setForceUpdate(true);
        update.update();
      }
      var gone = repository.updateRef("refs/heads/y");
      gone.setForceUpdate(true);
      gone.delete();
    }

    assertThat(only(scan("r")).standing().heads()).containsExactly("refs/heads/x");
  }

  @Test
  void stashesInTablesAreNamedAsGitNamesThem() throws Exception {
    String key = GitScan.key(random);
    for (String text : new String[] {"one", key, "three"}) {
      git.write("a.txt", text + "\n");
      git.run("add", "a.txt");
      git.run("stash", "push", "-q");
    }
    reftable();

    assertThat(GitScan.findings(scan("r")))
        .anySatisfy(
            finding ->
                assertThat(finding.matches().get(0).where().standing().heads())
                    .containsExactlyInAnyOrder("refs/stash@{1}", "refs/stash@{1}^2"));
  }

  @Test
  void logsInTablesAreRead() throws Exception {
    String key = GitScan.key(random);
    git.run("config", "user.name", "Ada");
    reftable();
    try (var repository = new FileRepository(git.path(".git").toFile())) {
      var update = repository.updateRef("refs/heads/logged");
      update.setNewObjectId(repository.resolve(brought));
      update.setRefLogMessage("checkout: " + key, false);
      update.setForceRefLog(true);
      update.update();
    }

    assertThat(GitScan.matches(scan("r")))
        .extracting(match -> match.where().path())
        .anyMatch(path -> path.startsWith(".git/reftable/"));
  }

  @Test
  void tablesThatAreCutOffAreSaid() throws Exception {
    reftable();
    try (var files = Files.list(git.path(".git/reftable"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ref")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        file.toFile().setWritable(true);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      }
    }

    RunResult result = scan("r");

    assertThat(result.complete()).isFalse();
    assertThat(GitScan.findings(result)).hasSize(1);
  }

  @Test
  void treesThatTagsNameAndNoCommitHas() throws Exception {
    String blob = git.with(text(), "hash-object", "-w", "--stdin");
    String tree = git.with("100644 blob " + blob + "\tinner.txt\n", "mktree");
    git.run("tag", "-a", "-m", "a tree", "tree", tree);
    git.run("tag", "-a", "-m", "a tag of a tag", "again", "tree");

    assertThat(GitScan.matches(scan("r")))
        .extracting(match -> match.where().path())
        .containsExactlyInAnyOrder("key.txt", "refs/tags/again:inner.txt");
  }

  @Test
  void whatIsStagedInAnotherWorkTree() throws Exception {
    git.run("worktree", "add", "-q", folder.resolve("linked").toString());
    var linked = new GitCli(folder.resolve("linked"));
    linked.write("staged.txt", text());
    linked.run("add", "staged.txt");
    linked.run("config", "extensions.worktreeConfig", "true");
    linked.run("config", "--worktree", "remote.x.url", "https://x:" + GitScan.key(random) + "@h/x");

    assertThat(GitScan.matches(scan("r")))
        .extracting(match -> match.where().path())
        .containsExactlyInAnyOrder(
            "key.txt", "staged.txt", ".git/worktrees/linked/config.worktree");
  }

  @Test
  void namesOfRefs() throws Exception {
    git.run("branch", "about-" + GitScan.key(random));
    git.run("tag", "v1-" + GitScan.key(random));
    git.run("pack-refs", "--all");

    RunResult result = scan("r");

    assertThat(GitScan.matches(result))
        .extracting(match -> match.where().path())
        .containsExactlyInAnyOrder("key.txt", ".git/refs", ".git/refs");
    assertThat(result.complete()).isTrue();
  }

  /** Larger than the memory of this process. */
  @Test
  void aLogOfOneEndlessLineIsGoneBy() throws Exception {
    git.write(".git/logs/refs/heads/endless", "");
    try (var log = new RandomAccessFile(git.path(".git/logs/refs/heads/endless").toFile(), "rw")) {
      log.setLength(Runtime.getRuntime().maxMemory());
    }

    RunResult result = scan("r");

    assertThat(only(result).commit()).isEqualTo(brought);
    assertThat(result.complete()).isTrue();
  }

  @Test
  void packedRefsThatAreNoneAreSaid() throws Exception {
    git.run("tag", "-a", "v1", "-m", "a tag");
    git.run("pack-refs", "--all");
    assertThat(scan("r").complete()).isTrue();
    Path packed = git.path(".git/packed-refs");

    Files.writeString(packed, Files.readString(packed).replaceFirst("(?m)^[0-9a-f]", "x"));

    assertThat(scan("r").complete()).isFalse();
  }

  @Test
  void bundlesThatWereCommitted() throws Exception {
    GitCli other = repository("other");
    other.write("inner.txt", text());
    other.commit("first");
    for (int i = 0; i < 300; i++) {
      other.run("update-ref", "refs/heads/many-" + i, "HEAD"); // so that it begins like a text
    }
    String blob = other.run("rev-parse", "HEAD:inner.txt");
    other.run("bundle", "create", "-q", git.path("x.bundle").toString(), "--all");
    String commit = git.commit("a bundle");
    Files.delete(git.path("x.bundle"));
    git.commit("without it");

    assertThat(GitScan.matches(scan("r")))
        .extracting(Match::where)
        .filteredOn(where -> commit.equals(where.commit()))
        .extracting(Provenance::path)
        .containsExactly("x.bundle!/" + blob + "/inner.txt");
  }

  @Test
  void filesThatGitLeavesBehind() throws Exception {
    for (String name :
        new String[] {
          "MERGE_MSG",
          "BISECT_LOG",
          "rebase-merge/message",
          "config.lock",
          "hooks/pre-push",
          "hooks/x.sample",
          "info/attributes",
          "rr-cache/ab/preimage",
          "credentials"
        }) {
      git.write(".git/" + name, text());
    }

    assertThat(GitScan.findings(scan("r"))).hasSize(1 + 9);
  }

  @Test
  void largeFilesWhosePointerIsGone() throws Exception {
    String text = text();
    String oid =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    String path = ".git/lfs/objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid;
    git.write(path, text);

    assertThat(GitScan.matches(scan("r")))
        .extracting(match -> match.where().path())
        .containsExactlyInAnyOrder("key.txt", path);
  }

  @Test
  void anEmptyRepositoryIsCompleteAndSaidToBeEmpty() throws Exception {
    repository("empty");

    RunResult result = scan("empty");

    assertThat(result.complete()).isTrue();
    assertThat(result.sources().get(0).skipped())
        .extracting(Skip::reason)
        .containsExactly(Skip.Reason.ABSENT_BY_DESIGN);
  }

  @Test
  void aGitFileThatIsNotPointedBackToLeavesTheFilesToRead() throws Exception {
    git.write("file.txt", text());
    Files.move(git.path(".git"), folder.resolve("elsewhere"));
    git.write(".git", "gitdir: ../elsewhere\n");

    RunResult result = scan("r");

    assertThat(result.complete()).isFalse();
    assertThat(GitScan.matches(result))
        .extracting(match -> match.where().path())
        .containsExactly("file.txt");
    assertThat(result.sources().get(0).skipped())
        .anyMatch(skip -> skip.detail().contains("does not point back"));
  }

  @Test
  void whatASplitIndexHasStagedIsNamed() throws Exception {
    git.run("update-index", "--split-index");
    git.write("staged.txt", text());
    git.run("add", "staged.txt");

    RunResult result = scan("r");

    assertThat(result.complete()).isTrue();
    assertThat(GitScan.matches(result))
        .extracting(match -> match.where().path())
        .containsExactlyInAnyOrder("key.txt", "staged.txt");
  }

  @Test
  void commitsThatAreWrittenWrong() throws Exception {
    String tree = git.run("rev-parse", "HEAD^{tree}");
    int n = 0;
    for (String author :
        new String[] {
          "author", "author <>", "author A <a@b> never +0", "author A <a@b> 99999999999999999 +9999"
        }) {
      String id =
          git.with(
              "tree %s\n%s\nencoding ISO-8859-1\ngpgsig -----BEGIN\n %s\n -----END\n\n%s\n"
                  .formatted(tree, author, GitScan.key(random), GitScan.key(random)),
              "hash-object",
              "-w",
              "-t",
              "commit",
              "--literally",
              "--stdin");
      git.run("update-ref", "refs/heads/wrong" + n++, id);
    }

    RunResult result = scan("r");

    assertThat(GitScan.matches(result))
        .extracting(match -> String.valueOf(match.where().field()))
        .filteredOn(field -> !field.equals("null"))
        .containsOnly("message", "header")
        .hasSize(8);
    assertThat(result.complete()).isTrue();
  }

  /** A link is a blob too: of a path, which may hold a key. */
  @Test
  void symbolicLinks() throws Exception {
    String link = git.with(GitScan.key(random), "hash-object", "-w", "--stdin");
    String tree = git.with("120000 blob " + link + "\tlink\n", "mktree");
    git.run("update-ref", "refs/heads/link", git.run("commit-tree", tree, "-m", "a link"));

    assertThat(GitScan.matches(scan("r")))
        .extracting(Match::where)
        .extracting(Provenance::path)
        .containsExactlyInAnyOrder("key.txt", "link");
  }
}
