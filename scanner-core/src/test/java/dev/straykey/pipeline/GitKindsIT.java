package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Audience;
import dev.straykey.model.Provenance;
import dev.straykey.model.RunResult;
import dev.straykey.model.Skip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of every kind that git makes. */
class GitKindsIT {
  @TempDir Path folder;
  private final Random random = new Random(5);

  private GitCli init(String name, String... options) throws IOException {
    Path repository = folder.resolve(name);
    Files.createDirectories(repository);
    var git = new GitCli(repository);
    var arguments = new java.util.ArrayList<>(List.of("init", "-q", "-b", "main"));
    arguments.addAll(List.of(options));
    git.run(arguments.toArray(String[]::new));
    return git;
  }

  private String text() {
    return "token = " + GitScan.key(random) + "\n";
  }

  /** A file that grows, with a key that goes in the middle of its history. */
  private String grow(GitCli git) throws IOException {
    var lines = new StringBuilder();
    String commit = "";
    for (int i = 0; i < 12; i++) {
      lines.append("line %d of a text that grows, %d\n".formatted(i, random.nextLong()).repeat(9));
      git.write("grows.txt", lines + (i == 6 ? text() : ""));
      String made = git.commit("step " + i);
      commit = i == 6 ? made : commit;
    }
    return commit;
  }

  private RunResult scan(String name) {
    return new GitScan(folder.resolve("state")).run(folder.resolve(name));
  }

  private static Provenance only(RunResult result) {
    assertThat(GitScan.matches(result)).hasSize(1);
    return GitScan.matches(result).get(0).where();
  }

  @Test
  void sha256Repositories() throws Exception {
    GitCli git = init("r", "--object-format=sha256");
    String commit = grow(git);
    git.run("repack", "-q", "-a", "-d", "-f");
    git.write("loose.txt", "loose\n");
    git.commit("loose");

    RunResult result = scan("r");

    assertThat(only(result).commit()).isEqualTo(commit).hasSize(64);
    assertThat(result.complete()).isTrue();
  }

  @Test
  void deltasById() throws Exception {
    GitCli git = init("r");
    String commit = grow(git);
    git.run("-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-a", "-d", "-f");

    assertThat(only(scan("r")).commit()).isEqualTo(commit);
  }

  /** As {@code git commit-tree} makes them: git knows the empty tree without having it. */
  @Test
  void anEmptyTreeThatIsNotThereIsNotMissing() throws Exception {
    GitCli git = init("r");
    String tree = git.run("hash-object", "-t", "tree", "/dev/null");
    git.run("update-ref", "refs/heads/main", git.run("commit-tree", tree, "-m", text()));

    RunResult result = scan("r");

    assertThat(only(result).field()).isEqualTo("message");
    assertThat(result.complete()).isTrue();
  }

  @Test
  void packedFilesWithoutAByteThatNoTextHasAreOpened() throws Exception {
    GitCli git = init("r");
    Files.write(git.path("state.bin"), packedWithoutZero());
    git.commit("first");
    git.run("rm", "-q", "state.bin");
    git.commit("second");

    assertThat(only(scan("r")).path()).startsWith("state.bin!/");
  }

  /** Less than one in ten of them holds a zero. */
  private byte[] packedWithoutZero() throws IOException {
    while (true) {
      var bytes = new ByteArrayOutputStream();
      try (var out = new DeflaterOutputStream(bytes)) {
        out.write(text().getBytes(StandardCharsets.US_ASCII));
      }
      byte[] packed = bytes.toByteArray();
      if (new String(packed, StandardCharsets.ISO_8859_1).indexOf(0) < 0) {
        return packed;
      }
    }
  }

  @Test
  void formatsThatAreTextsAreReadAsWhatTheyAre() throws Exception {
    GitCli git = init("r");
    git.write("note.rtf", "{\\rtf1\\ansi " + text().replace("d", "\\'64").strip() + "\\par}\n");
    git.commit("first");
    git.run("rm", "-q", "note.rtf");
    git.commit("second");

    assertThat(only(scan("r")).path()).isEqualTo("note.rtf");
  }

  @Test
  void bareRepositories() throws Exception {
    String commit = grow(init("r"));
    new GitCli(folder).run("clone", "-q", "--bare", "r", "bare");

    assertThat(only(scan("bare")).commit()).isEqualTo(commit);
  }

  @Test
  void shallowClonesAreSaidAndComplete() throws Exception {
    grow(init("r"));
    new GitCli(folder)
        .run("clone", "-q", "--depth", "2", "file://" + folder.resolve("r"), "shallow");

    RunResult result = scan("shallow");

    assertThat(result.complete()).isTrue();
    assertThat(result.sources().get(0).notices()).anyMatch(n -> n.contains("shallow"));
  }

  @Test
  void partialClonesAreIncomplete() throws Exception {
    GitCli git = init("r");
    grow(git);
    git.run("config", "uploadpack.allowFilter", "true");
    new GitCli(folder)
        .run("clone", "-q", "--bare", "--filter=blob:none", "file://" + git.path(""), "partial");

    RunResult result = scan("partial");

    assertThat(result.complete()).isFalse();
    assertThat(result.sources().get(0).skipped())
        .anyMatch(skip -> skip.reason() == Skip.Reason.MISSING);
    assertThat(result.sources().get(0).notices()).anyMatch(n -> n.contains("partial"));
  }

  @Test
  void linkedWorkTrees() throws Exception {
    GitCli git = init("r");
    git.write("a.txt", "nothing\n");
    git.commit("first");
    git.run("worktree", "add", "-q", "--detach", folder.resolve("linked").toString());
    var linked = new GitCli(folder.resolve("linked"));
    linked.write("b.txt", text());
    String commit = linked.commit("on no branch");

    assertThat(only(scan("r")).commit()).isEqualTo(commit);
  }

  @Test
  void alternatesInside() throws Exception {
    GitCli git = init("all");
    String commit = grow(init("all/base"));
    git.write(".gitignore", "base\n");
    git.write(".git/objects/info/alternates", git.path("base/.git/objects") + "\n");
    git.run("update-ref", "refs/heads/borrowed", commit);

    assertThat(GitScan.matches(scan("all")))
        .anyMatch(m -> commit.equals(m.where().commit()) && m.where().path().equals("grows.txt"));
  }

  @Test
  void whatIsNotPushedIsLocal() throws Exception {
    GitCli git = init("r");
    git.write("a.txt", "nothing\n");
    git.commit("first");
    new GitCli(folder).run("clone", "-q", "r", "clone");
    var clone = new GitCli(folder.resolve("clone"));
    clone.write("b.txt", text());
    clone.commit("not pushed");

    assertThat(only(scan("clone")).audience()).isEqualTo(Audience.LOCAL);
    clone.run("push", "-q", "origin", "HEAD:refs/heads/other");
    assertThat(only(scan("clone")).audience()).isEqualTo(Audience.RESTRICTED);
  }

  @Test
  void submodulesOnRequest() throws Exception {
    GitCli inner = init("inner");
    inner.write("gone.txt", text());
    inner.commit("first");
    inner.write("gone.txt", "nothing\n");
    inner.commit("second");
    GitCli outer = init("outer");
    outer.run(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        inner.path("").toString(),
        "sub");
    outer.commit("with a submodule");

    var asked =
        new GitScan(folder.resolve("state"))
            .options(new GitOptions(false, true, false))
            .run(folder.resolve("outer"));

    assertThat(GitScan.matches(asked)).anyMatch(m -> m.where().source().contains("modules/sub"));
  }

  @Test
  void everyBlobIsCountedAsGitCountsIt() throws Exception {
    GitCli git = init("r");
    grow(git);
    git.run("repack", "-q", "-d");
    git.write("more.txt", text());
    git.commit("more");
    long blobs =
        git.run("cat-file", "--batch-all-objects", "--batch-check=%(objecttype)")
            .lines()
            .filter("blob"::equals)
            .count();

    assertThat(scan("r").sources().get(0).counts()).containsEntry("blobs", blobs);
  }
}
