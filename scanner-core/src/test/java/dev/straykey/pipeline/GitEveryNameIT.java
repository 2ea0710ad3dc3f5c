package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Audience;
import dev.straykey.model.KeyHistory;
import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.RunResult;
import dev.straykey.model.Standing;
import dev.straykey.model.TextState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One repository, made by the real git, with a key in each name where one can hide. */
class GitEveryNameIT {
  @TempDir static Path folder;
  private static final Random RANDOM = new Random(16);
  private static final Map<String, String> KEYS = new TreeMap<>();
  private static final Map<String, String> COMMITS = new TreeMap<>();
  private static RunResult result;

  private static String key(String place) {
    return KEYS.computeIfAbsent(place, p -> GitScan.key(RANDOM));
  }

  @BeforeAll
  static void makeAndScan() throws Exception {
    Path repository = Files.createDirectories(folder.resolve("repository"));
    var git = new GitCli(repository);
    git.run("init", "-q", "-b", "main");
    git.write("README.md", "nothing here\n");
    git.commit("first");
    names(git);
    notCommitted(git);
    result = new GitScan(folder.resolve("state")).run(repository);
  }

  private static void names(GitCli git) throws Exception {
    git.write("logs/backup_" + key("nameOfAFile") + "_2026.csv", "a,b\n");
    COMMITS.put("nameOfAFile", git.commit("a file of a telling name"));
    git.write("logs/backup_" + key("nameOfAFile") + "_2026.csv", "a,b,c\n");
    COMMITS.put("nameOfAFile.second", git.commit("changes the file, not its name"));
    Files.delete(git.path("logs/backup_" + key("nameOfAFile") + "_2026.csv"));
    COMMITS.put("nameOfAFile.removed", git.commit("takes it away"));
    git.write("some/" + key("nameOfAFolder") + "/below/a.txt", "a\n");
    git.write("some/" + key("nameOfAFolder") + "/below/b.txt", "b\n");
    COMMITS.put("nameOfAFolder", git.commit("a folder"));
    git.write("some/" + key("nameOfAFolder") + "/below/a.txt", "another\n");
    git.commit("changes what is below");
    Files.createSymbolicLink(git.path(key("nameOfALink")), Path.of("README.md"));
    git.write("y.jar", "");
    Files.write(git.path("y.jar"), zip("in/" + key("nameInAnArchive") + "/x.txt", "nothing\n"));
    COMMITS.put("nameOfALink", git.commit("a link and an archive"));
    git.run(
        "update-index",
        "--add",
        "--cacheinfo",
        "160000," + git.run("rev-parse", "HEAD") + ",mod/" + key("nameOfASubmodule"));
    git.run("commit", "-q", "-m", "a submodule");
    COMMITS.put("nameOfASubmodule", git.run("rev-parse", "HEAD"));
    git.run("rm", "-q", "--cached", "mod/" + key("nameOfASubmodule"));
    Files.delete(git.path("y.jar"));
    git.commit("without them");
    String blob = git.with("in a tree\n", "hash-object", "-w", "--stdin");
    String entry = "100644 blob %s\t%s.txt\n";
    String tagged = git.with(entry.formatted(blob, key("nameInATaggedTree")), "mktree");
    git.run("tag", "a-tree", tagged);
    git.with(entry.formatted(blob, key("nameInATreeAlone")), "mktree");
    git.run("checkout", "-q", "-b", "doomed");
    git.write(key("nameInADanglingCommit") + ".txt", "thrown away\n");
    COMMITS.put("nameInADanglingCommit", git.commit("doomed"));
    git.run("checkout", "-q", "main");
    git.run("branch", "-q", "-D", "doomed");
    git.run("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all");
  }

  private static void notCommitted(GitCli git) throws Exception {
    git.write(key("nameStaged") + ".txt", "staged\n");
    git.run("add", key("nameStaged") + ".txt");
    Files.delete(git.path(key("nameStaged") + ".txt"));
    git.write("new/" + key("nameUntracked") + "/x.txt", "untracked\n");
  }

  private static byte[] zip(String name, String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static List<Match> matches(String place) {
    return GitScan.matches(result, key(place));
  }

  private static KeyHistory historyOf(String place) {
    return GitScan.history(result, key(place));
  }

  private static Provenance only(String place) {
    assertThat(matches(place)).as(place).hasSize(1);
    return matches(place).get(0).where();
  }

  private static void in(String place, String path, String commit) {
    Provenance where = only(place);
    assertThat(where.path()).isEqualTo(path);
    assertThat(where.commit()).isEqualTo(COMMITS.get(commit));
  }

  @Test
  void nameOfAFile() {
    KeyHistory history = historyOf("nameOfAFile");

    in("nameOfAFile", "logs/backup_[key]_2026.csv", "nameOfAFile");
    assertThat(only("nameOfAFile").field()).isEqualTo("name");
    assertThat(only("nameOfAFile").state()).isEqualTo(TextState.HISTORICAL);
    assertThat(history.heads()).isEmpty();
    assertThat(history.lastSeen())
        .isNotNull()
        .extracting(Standing.Commit::id)
        .isEqualTo(COMMITS.get("nameOfAFile.second"));
    assertThat(history.removedBy())
        .isNotNull()
        .extracting(Standing.Commit::id)
        .isEqualTo(COMMITS.get("nameOfAFile.removed"));
  }

  @Test
  void nameOfAFolder() {
    in("nameOfAFolder", "some/[key]", "nameOfAFolder");
    assertThat(only("nameOfAFolder").state()).isEqualTo(TextState.CURRENT);
    assertThat(historyOf("nameOfAFolder").heads()).contains("refs/heads/main");
    assertThat(historyOf("nameOfAFolder").removedBy()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"nameOfALink,[key]", "nameOfASubmodule,mod/[key]"})
  void namesOfWhatIsNoFile(String place, String path) {
    in(place, path, place);
    assertThat(only(place).field()).isEqualTo("name");
  }

  @Test
  void nameInAnArchive() {
    in("nameInAnArchive", "y.jar!/in/[key]", "nameOfALink");
    assertThat(only("nameInAnArchive").field()).isEqualTo("name");
  }

  @Test
  void nameInATaggedTree() {
    assertThat(only("nameInATaggedTree").path()).isEqualTo("refs/tags/a-tree:[key].txt");
  }

  @Test
  void nameInATreeAlone() {
    assertThat(only("nameInATreeAlone").path()).matches("unreachable/[0-9a-f]{40}/\\[key]\\.txt");
  }

  @Test
  void nameInADanglingCommit() {
    in("nameInADanglingCommit", "[key].txt", "nameInADanglingCommit");
    assertThat(only("nameInADanglingCommit").state()).isEqualTo(TextState.HISTORICAL);
  }

  @ParameterizedTest
  @CsvSource({"nameStaged,[key].txt", "nameUntracked,new/[key]"})
  void namesOfWhatIsNotCommitted(String place, String path) {
    assertThat(only(place).path()).isEqualTo(path);
    assertThat(only(place).field()).isEqualTo("name");
    assertThat(only(place).audience()).isEqualTo(Audience.LOCAL);
  }

  @Test
  void everyKeyIsFoundAndNothingIsMissing() {
    assertThat(GitScan.findings(result)).hasSize(KEYS.size());
    assertThat(result.complete()).isTrue();
  }
}
