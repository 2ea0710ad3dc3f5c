package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Audience;
import dev.straykey.model.KeyHistory;
import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.RunResult;
import dev.straykey.model.Skip;
import dev.straykey.model.Standing;
import dev.straykey.model.TextState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One repository, made by the real git, with a key in each place where one can hide. */
class GitEveryPlaceIT {
  @TempDir static Path folder;
  private static final Random RANDOM = new Random(6);
  private static final Map<String, String> KEYS = new TreeMap<>();
  private static final Map<String, String> COMMITS = new TreeMap<>();
  private static RunResult result;

  /** Keys are made here: 64 hexadecimal digits behind a mark. */
  private static String key(String place) {
    return KEYS.computeIfAbsent(place, p -> GitScan.key(RANDOM));
  }

  private static String text(String place) {
    return "token = " + key(place) + "\n";
  }

  @BeforeAll
  static void makeAndScan() throws Exception {
    Path repository = folder.resolve("repository");
    Files.createDirectories(repository);
    var git = new GitCli(repository);
    git.run("init", "-q", "-b", "main");
    make(git);
    result = scan(repository, new GitOptions(true, true, false));
  }

  private static RunResult scan(Path path, GitOptions git) {
    return new GitScan(folder.resolve("state")).options(git).run(path);
  }

  private static void make(GitCli git) throws Exception {
    git.write("README.md", "nothing here\n");
    git.write(".gitignore", "*.ignored\n");
    git.commit("first");
    git.as("Grace", "grace@example.org");
    git.write("gone.txt", text("deletedFile"));
    COMMITS.put("deletedFile", git.commit("brings it"));
    git.write("gone.txt", text("deletedFile") + "more\n");
    COMMITS.put("deletedFile.second", git.commit("changes the file, not the key"));
    git.as("Ada", "ada@example.org");
    Files.delete(git.path("gone.txt"));
    COMMITS.put("deletedFile.removed", git.commit("takes it away"));
    history(git);
    messages(git);
    thrownAway(git);
    objects(git);
    workTree(git);
  }

  private static void history(GitCli git) throws Exception {
    git.write("old/name.txt", text("renamedFile") + "a line\n".repeat(20));
    COMMITS.put("renamedFile", git.commit("brings a file"));
    Files.createDirectories(git.path("new"));
    git.run("mv", "old/name.txt", "new/name.txt");
    COMMITS.put("renamedFile.moved", git.commit("renames it"));

    git.run("checkout", "-q", "-b", "side", "HEAD~1");
    git.write("side.txt", text("sideBranch"));
    COMMITS.put("sideBranch", git.commit("side"));
    git.run("checkout", "-q", "main");
    git.run("merge", "-q", "--no-commit", "--no-ff", "side", "-s", "ours");
    git.write("evil.txt", text("mergeItself"));
    COMMITS.put("mergeItself", git.commit("a merge that brings something itself"));

    git.write(
        ".gitmodules", "[submodule \"x\"]\n\turl = https://x:" + key("gitmodules") + "@h/x\n");
    git.write("x.jar", "");
    Files.write(git.path("x.jar"), zip("inner.properties", text("archiveInHistory")));
    COMMITS.put("archiveInHistory", git.commit("an archive"));
    Files.delete(git.path("x.jar"));
    git.commit("without it");
    String big = text("largeFile");
    String oid =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(big.getBytes(StandardCharsets.UTF_8)));
    git.write(
        ".git/lfs/objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid, big);
    git.write("big.bin", pointer(oid, big.length()));
    git.write("absent.bin", pointer("0".repeat(64), 7));
    git.commit("pointers");
  }

  private static String pointer(String oid, int size) {
    return "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
        .formatted(oid, size);
  }

  private static byte[] zip(String name, String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static void messages(GitCli git) throws Exception {
    COMMITS.put("commitMessage", git.commit("oops " + key("commitMessage")));
    git.as("Eve " + key("authorField"), "eve@example.org");
    COMMITS.put("authorField", git.commit("by an author"));
    git.as("Ada", "ada@example.org");
    git.committer("Mallory", key("committerField") + "@example.org");
    COMMITS.put("committerField", git.commit("by a committer"));
    git.committer("Ada", "ada@example.org");
    git.run("tag", "-a", "v1", "-m", "release " + key("tagMessage"));
    git.run("tag", "-a", "v1-again", "v1", "-m", "tag of a tag " + key("tagOfATag"));
    String blob = git.with(text("tagToABlob"), "hash-object", "-w", "--stdin");
    git.run("tag", "blob-tag", blob);
    String tagged = git.with(text("annotatedTagToABlob"), "hash-object", "-w", "--stdin");
    git.run("tag", "-a", "blob-note", tagged, "-m", "a tag of a blob");
    git.run("notes", "add", "-m", "note " + key("note"), "HEAD");
    String tree = git.run("rev-parse", "HEAD^{tree}");
    String head = git.run("rev-parse", "HEAD");
    COMMITS.put(
        "extraHeader",
        git.with(
            ("tree %s\nparent %s\nauthor A <a@b> 1767323000 +0000\n"
                    + "committer A <a@b> 1767323000 +0000\nmergetag object %s\n tag x\n  %s\n\nm\n")
                .formatted(tree, head, head, key("extraHeader")),
            "hash-object",
            "-w",
            "-t",
            "commit",
            "--stdin"));
    git.run("update-ref", "refs/heads/header", COMMITS.get("extraHeader"));
  }

  private static void thrownAway(GitCli git) throws Exception {
    git.run("checkout", "-q", "-b", "doomed");
    git.write("dangling.txt", text("danglingCommit"));
    COMMITS.put("danglingCommit", git.commit("doomed"));
    git.run("checkout", "-q", "main");
    git.run("branch", "-q", "-D", "doomed");
    git.run("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all");
    git.with(text("danglingBlob"), "hash-object", "-w", "--stdin");

    git.write("amended.txt", text("reflog"));
    COMMITS.put("reflog", git.commit("to be reset"));
    git.run("reset", "-q", "--hard", "HEAD~1");

    git.write("README.md", text("stashWorkTree"));
    git.write("staged-in-stash.txt", text("stashIndex"));
    git.run("add", "staged-in-stash.txt");
    git.write("staged-in-stash.txt", "changed since\n");
    git.write("untracked-in-stash.txt", text("stashUntracked"));
    git.run("stash", "push", "-q", "--include-untracked");

    git.run("checkout", "-q", "-b", "pull");
    git.write("pull.txt", text("hiddenRef"));
    COMMITS.put("hiddenRef", git.commit("a pull request"));
    git.run("update-ref", "refs/pull/7/head", "HEAD");
    git.run("checkout", "-q", "main");
    git.run("branch", "-q", "-D", "pull");
  }

  private static void objects(GitCli git) throws Exception {
    git.write("replaced.txt", text("replacedObject"));
    String old = git.run("rev-parse", "HEAD");
    COMMITS.put("replacedObject", git.commit("to be replaced"));
    git.run("replace", git.run("rev-parse", "HEAD"), old);
    git.write("replacing.txt", text("replacingObject"));
    String blob = git.run("hash-object", "-w", "replacing.txt");
    String other = git.with("other\n", "hash-object", "-w", "--stdin");
    git.run("replace", other, blob);
    Files.delete(git.path("replacing.txt"));
    git.run("repack", "-q", "-d");
    git.write("packed.txt", text("secondPack"));
    git.commit("in a second pack");
    git.run("repack", "-q");
    git.write("loose.txt", text("looseObject"));
    COMMITS.put("looseObject", git.commit("loose"));
    git.write("grafted.txt", text("graftedAway"));
    COMMITS.put("graftedAway", git.commit("its file goes again"));
    Files.delete(git.path("grafted.txt"));
    String after = git.commit("goes");
    git.write(".git/info/grafts", after + "\n"); // from here on git takes it for a first commit
  }

  private static void workTree(GitCli git) throws Exception {
    git.run("remote", "add", "origin", "https://user:" + key("remoteUrl") + "@host/x.git");
    git.write("staged.txt", text("stagedFile"));
    git.run("add", "staged.txt");
    git.write("staged.txt", "changed since\n");
    git.write("README.md", text("unstagedFile"));
    git.write("untracked.txt", text("untrackedFile"));
    git.write("x.ignored", text("ignoredFile"));
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
  void deletedFile() {
    KeyHistory history = historyOf("deletedFile");

    assertThat(history.introduced().id()).isEqualTo(COMMITS.get("deletedFile"));
    assertThat(history.introduced().author()).isEqualTo("Grace <grace@example.org>");
    assertThat(history.introducedPath()).isEqualTo("gone.txt");
    assertThat(history.lastSeen())
        .isNotNull()
        .extracting(Standing.Commit::id)
        .isEqualTo(COMMITS.get("deletedFile.second"));
    assertThat(history.removedBy())
        .isNotNull()
        .satisfies(
            removed -> {
              assertThat(removed.id()).isEqualTo(COMMITS.get("deletedFile.removed"));
              assertThat(removed.author()).isEqualTo("Ada <ada@example.org>");
            });
    assertThat(history.heads()).isEmpty();
    assertThat(matches("deletedFile"))
        .extracting(m -> m.where().state())
        .containsOnly(TextState.HISTORICAL);
  }

  @Test
  void renamedFile() {
    KeyHistory history = historyOf("renamedFile");

    assertThat(history.introduced().id()).isEqualTo(COMMITS.get("renamedFile"));
    assertThat(history.paths()).containsExactly("new/name.txt", "old/name.txt");
    assertThat(history.heads()).contains("refs/heads/main", "refs/heads/side");
    assertThat(history.removedBy()).isNull();
    assertThat(matches("renamedFile"))
        .filteredOn(m -> m.where().path().equals("new/name.txt"))
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.where().commit()).isEqualTo(COMMITS.get("renamedFile.moved"));
              assertThat(Objects.requireNonNull(m.where().standing()).renamedFrom())
                  .isEqualTo("old/name.txt");
            });
  }

  @Test
  void sideBranch() {
    in("sideBranch", "side.txt", "sideBranch");
    assertThat(historyOf("sideBranch").heads()).containsExactly("refs/heads/side");
  }

  @Test
  void mergeItself() {
    in("mergeItself", "evil.txt", "mergeItself");
  }

  @Test
  void gitmodules() {
    assertThat(only("gitmodules").path()).isEqualTo(".gitmodules");
  }

  @Test
  void archiveInHistory() {
    in("archiveInHistory", "x.jar!/inner.properties", "archiveInHistory");
  }

  @Test
  void largeFile() {
    assertThat(only("largeFile").path()).isEqualTo("big.bin");
    assertThat(result.sources().get(0).skipped())
        .anyMatch(
            skip -> skip.reason() == Skip.Reason.ABSENT_BY_DESIGN && skip.detail().contains("LFS"));
  }

  @Test
  void commitMessage() {
    assertThat(only("commitMessage").field()).isEqualTo("message");
    in("commitMessage", "", "commitMessage");
  }

  @Test
  void authorField() {
    assertThat(only("authorField").field()).isEqualTo("author");
    in("authorField", "", "authorField");
  }

  @Test
  void committerField() {
    assertThat(only("committerField").field()).isEqualTo("author");
    in("committerField", "", "committerField");
  }

  @Test
  void extraHeader() {
    assertThat(only("extraHeader").field()).isEqualTo("header");
    in("extraHeader", "", "extraHeader");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tagMessage", "tagOfATag"})
  void tagMessages(String place) {
    assertThat(only(place).field()).isEqualTo("message");
    assertThat(only(place).state()).isEqualTo(TextState.CURRENT);
  }

  @Test
  void tagToABlob() {
    assertThat(only("tagToABlob").path()).isEqualTo("refs/tags/blob-tag");
    assertThat(only("annotatedTagToABlob").path()).isEqualTo("refs/tags/blob-note");
  }

  @Test
  void note() {
    Standing standing = Objects.requireNonNull(only("note").standing());
    assertThat(standing.heads()).containsExactly("refs/notes/commits");
  }

  @Test
  void danglingCommit() {
    in("danglingCommit", "dangling.txt", "danglingCommit");
    assertThat(only("danglingCommit").state()).isEqualTo(TextState.HISTORICAL);
  }

  @Test
  void danglingBlob() {
    assertThat(only("danglingBlob").path()).startsWith("unreachable/");
  }

  @Test
  void reflog() {
    in("reflog", "amended.txt", "reflog");
  }

  @Test
  void stashWorkTree() {
    assertThat(only("stashWorkTree").path()).isEqualTo("README.md");
    Standing standing = Objects.requireNonNull(only("stashWorkTree").standing());
    assertThat(standing.heads()).containsExactly("refs/stash");
  }

  @Test
  void stashIndex() {
    assertThat(only("stashIndex").path()).isEqualTo("staged-in-stash.txt");
  }

  @Test
  void stashUntracked() {
    assertThat(only("stashUntracked").path()).isEqualTo("untracked-in-stash.txt");
  }

  @Test
  void hiddenRef() {
    in("hiddenRef", "pull.txt", "hiddenRef");
    assertThat(historyOf("hiddenRef").heads()).contains("refs/pull/7/head");
  }

  @Test
  void replacedObject() {
    in("replacedObject", "replaced.txt", "replacedObject");
  }

  @Test
  void replacingObject() {
    assertThat(only("replacingObject").path()).startsWith("refs/replace/");
  }

  @Test
  void graftedAway() {
    in("graftedAway", "grafted.txt", "graftedAway");
  }

  @Test
  void secondPack() {
    assertThat(only("secondPack").path()).isEqualTo("packed.txt");
  }

  @Test
  void looseObject() {
    in("looseObject", "loose.txt", "looseObject");
  }

  @Test
  void remoteUrl() {
    assertThat(only("remoteUrl").path()).isEqualTo(".git/config");
    assertThat(only("remoteUrl").audience()).isEqualTo(Audience.LOCAL);
  }

  @Test
  void stagedFile() {
    assertThat(only("stagedFile").path()).isEqualTo("staged.txt");
    assertThat(only("stagedFile").audience()).isEqualTo(Audience.LOCAL);
  }

  @Test
  void unstagedFile() {
    assertThat(only("unstagedFile").path()).isEqualTo("README.md");
    assertThat(only("unstagedFile").commit()).isNull();
  }

  @Test
  void untrackedFile() {
    assertThat(only("untrackedFile").path()).isEqualTo("untracked.txt");
  }

  @Test
  void ignoredFile() {
    assertThat(only("ignoredFile").path()).isEqualTo("x.ignored");
  }

  @Test
  void everyKeyIsFoundAndNothingIsMissing() {
    assertThat(GitScan.findings(result)).hasSize(KEYS.size());
    assertThat(result.complete()).isTrue();
  }

  @Test
  void isTheSameEachRun() {
    RunResult again = scan(folder.resolve("repository"), new GitOptions(true, true, false));

    assertThat(GitScan.findings(again)).isEqualTo(GitScan.findings(result));
  }
}
