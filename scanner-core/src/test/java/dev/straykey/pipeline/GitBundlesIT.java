package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Finding;
import dev.straykey.model.KeyHistory;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles and packs that lie in a folder, made by the real git, are histories. */
class GitBundlesIT {
  @TempDir Path folder;
  private final Random random = new Random(12);
  private Path there;
  private GitCli git;
  private String brought = "";

  @BeforeEach
  void make() throws Exception {
    there = Files.createDirectories(folder.resolve("there"));
    repository("sha1");
  }

  private void repository(String format) throws IOException {
    Path repository = Files.createDirectories(folder.resolve(format));
    git = new GitCli(repository);
    git.run("init", "-q", "-b", "trunk", "--object-format=" + format);
    git.write("a.txt", "nothing\n");
    git.commit("first");
    git.write("dir/b.txt", "token = " + GitScan.key(random) + "\n" + "a line\n".repeat(30));
    brought = git.commit("brings it");
    git.write("dir/" + GitScan.key(random) + "/c.txt", "nothing\n");
    git.commit("a folder");
    git.run("tag", "-a", "v1", "-m", "a release " + GitScan.key(random));
    git.run("mv", "dir/b.txt", "dir/d.txt");
    git.commit("renames it");
    git.run("rm", "-q", "dir/d.txt");
    git.commit("takes it away");
  }

  private void bundle(String... how) throws IOException {
    var command = new ArrayList<>(List.of("bundle", "create", "-q"));
    int from = 0;
    if (how[0].startsWith("--version")) {
      command.add(how[from++]);
    }
    command.add(there.resolve("x.bundle").toString());
    command.addAll(List.of(how).subList(from, how.length));
    git.run(command.toArray(String[]::new));
  }

  private RunResult scan(Path path) {
    return new GitScan(folder.resolve("state")).run(path);
  }

  /** What is told of each key, wherever the history lies. */
  private static List<String> told(RunResult result) {
    var told = new ArrayList<String>();
    for (Finding finding : GitScan.findings(result)) {
      told.add(finding.fingerprint() + " " + KeyHistory.of(finding));
      for (Match match : finding.matches()) {
        told.add(
            "%s %s %s %s %s"
                .formatted(
                    match.where().path(),
                    match.where().commit(),
                    match.where().field(),
                    match.where().state(),
                    match.where().standing()));
      }
    }
    return told;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha1", "sha256"})
  void isToldAsTheRepositoryIs(String format) throws Exception {
    if (!format.equals("sha1")) {
      repository(format);
    }
    bundle("--version=3", "--all");
    new GitCli(folder).run("clone", "-q", "--mirror", "file://" + git.path(""), "clone.git");

    RunResult bundled = scan(there.resolve("x.bundle"));

    assertThat(told(bundled)).isEqualTo(told(scan(folder.resolve("clone.git")))).isNotEmpty();
    assertThat(GitScan.findings(bundled)).hasSize(3);
    assertThat(bundled.complete()).isTrue();
    assertThat(bundled.sources().get(0).kind()).isEqualTo("git");
  }

  @Test
  void oneInAFolderIsASourceOfItsOwn() throws Exception {
    bundle("--all");

    RunResult result = scan(there);

    assertThat(GitScan.findings(result)).hasSize(3);
    assertThat(GitScan.matches(result))
        .filteredOn(match -> match.where().path().equals("dir/b.txt"))
        .singleElement()
        .satisfies(
            match -> {
              assertThat(match.where().commit()).isEqualTo(brought);
              assertThat(match.where().source()).endsWith("there/x.bundle");
            });
  }

  @Test
  void oneThatContinuesAHistorySaysSo() throws Exception {
    git.run("config", "pack.window", "0"); // no changes of what is elsewhere
    bundle("trunk~4..trunk");

    RunResult result = scan(there.resolve("x.bundle"));

    assertThat(GitScan.findings(result)).hasSize(2);
    assertThat(result.complete()).isTrue();
    assertThat(result.sources().get(0).notices())
        .contains(
            "the bundle builds upon 1 commit that it does not hold: what those brought is not in it");
  }

  @Test
  void changesOfWhatItDoesNotHoldMakeItIncomplete() throws Exception {
    git.write("long.txt", "a line that is of some length\n".repeat(200));
    git.commit("a long file");
    git.write(
        "long.txt", "a line that is of some length\n".repeat(200) + GitScan.key(random) + "\n");
    git.commit("changes it");
    bundle("trunk~1..trunk");

    RunResult result = scan(there.resolve("x.bundle"));

    assertThat(GitScan.findings(result)).hasSize(1);
    assertThat(result.complete()).isFalse();
    assertThat(result.sources().get(0).skipped())
        .anyMatch(skip -> skip.reason() == Skip.Reason.MISSING);
  }

  @Test
  void whatAFilterLeftOutIsMissing() throws Exception {
    bundle("--version=3", "--filter=blob:none", "--all");

    RunResult result = scan(there.resolve("x.bundle"));

    assertThat(result.complete()).isFalse();
    assertThat(GitScan.findings(result)).hasSize(2);
  }

  @Test
  void aPackAloneIsAHistoryWithoutNames() throws Exception {
    git.run("repack", "-q", "-a", "-d");
    Path packs = git.path(".git/objects/pack");
    try (var files = Files.list(packs)) {
      Path pack = files.filter(f -> f.toString().endsWith(".pack")).findFirst().orElseThrow();
      Files.copy(pack, there.resolve("lost.pack"));
    }

    RunResult result = scan(there);

    assertThat(GitScan.findings(result)).hasSize(3);
    assertThat(GitScan.matches(result))
        .filteredOn(match -> match.where().path().equals("dir/b.txt"))
        .extracting(match -> match.where().commit())
        .containsExactly(brought);
    assertThat(result.sources().get(1).notices()).anyMatch(n -> n.startsWith("a pack without"));
    assertThat(result.complete()).isTrue();
  }

  @Test
  void oneThatIsCutOffIsReadUpToThere() throws Exception {
    bundle("--all");
    Path file = there.resolve("x.bundle");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 200));

    RunResult result = scan(file);

    assertThat(result.complete()).isFalse();
    assertThat(GitScan.findings(result)).isNotEmpty();
  }

  @Test
  void isToldTheSameAgain() throws Exception {
    bundle("--all");
    var incremental =
        new GitScan(folder.resolve("state")).options(new GitOptions(false, false, true));

    RunResult first = incremental.run(there);
    RunResult second = incremental.run(there);

    assertThat(told(second)).isEqualTo(told(first)).isNotEmpty();
  }

  @Test
  void thatIsAsItWasIsNotAskedForItsHistoryAgain() throws Exception {
    git.run("branch", "early", brought); // later a key stands in a name, which is looked for anew
    bundle("early");
    Path file = there.resolve("x.bundle");
    var incremental =
        new GitScan(folder.resolve("state")).options(new GitOptions(false, false, true));
    incremental.run(file);
    String before = store();

    incremental.run(file);

    assertThat(store()).isEqualTo(before); // else what is told is kept anew
  }

  /** Returns the database, and what was written to it and does not stand in it yet. */
  private String store() throws IOException {
    var all = new StringBuilder();
    for (String name : List.of("straykey.db", "straykey.db-wal")) {
      Path file = folder.resolve("state").resolve(name);
      if (Files.exists(file)) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return HexFormat.of().toHexDigits(all.toString().hashCode());
  }
}
