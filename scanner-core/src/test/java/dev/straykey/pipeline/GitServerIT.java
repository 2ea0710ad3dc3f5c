package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes over HTTP to a server that has the {@code pre-receive} hook. */
class GitServerIT {
  @TempDir Path folder;
  private final Random random = new Random(13);
  private String key;
  private GitCli git;
  private GitCli onServer;
  private GitHttpServer server;

  @BeforeEach
  void make() throws Exception {
    key = GitScan.key(random);
    Files.createDirectories(folder.resolve("r"));
    git = new GitCli(folder.resolve("r")).allow("http");
    git.run("init", "-q", "-b", "main");
    git.write("a.txt", "nothing\n".repeat(50));
    git.commit("first");
    new GitCli(folder).run("init", "-q", "--bare", "-b", "main", "served/r.git");
    Path served = folder.resolve("served/r.git");
    HookDesk.install(served, "pre-receive", HookProgram.script(folder).toString(), false);
    onServer = new GitCli(served);
    server = GitHttpServer.of(folder.resolve("served"));
    git.run("remote", "add", "origin", server.url("r.git"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String refs() throws IOException {
    return onServer.run("for-each-ref", "--format=%(refname)");
  }

  private void bring() throws IOException {
    git.write("b.txt", "token = " + key + "\n");
    git.commit("brings it");
    git.write("b.txt", "nothing\n");
    git.commit("takes it away");
  }

  @Test
  void aPushWithoutAKeyIsTaken() throws Exception {
    git.run("push", "-q", "origin", "main");

    assertThat(refs()).isEqualTo("refs/heads/main");
    assertThat(onServer.run("rev-parse", "main")).isEqualTo(git.run("rev-parse", "main"));
  }

  @Test
  void aPushWithAKeyIsRefusedAndThePusherIsToldWhereItIs() throws Exception {
    bring();

    assertThatThrownBy(() -> git.run("push", "-q", "origin", "main"))
        .hasMessageContaining("remote: place b.txt")
        .hasMessageContaining("pre-receive hook declined")
        .hasMessageNotContaining(key);
    assertThat(refs()).isEmpty();
    assertThat(onServer.run("count-objects")).startsWith("0 objects");
  }

  /** What is sent is then a pack of deltas whose bases the server has. */
  @Test
  void aThinPushWithAKeyIsRefused() throws Exception {
    git.run("push", "-q", "origin", "main");
    git.write("a.txt", "nothing\n".repeat(50) + "token = " + key + "\n");
    git.commit("brings it");

    assertThatThrownBy(() -> git.run("push", "-q", "--thin", "origin", "main"))
        .hasMessageContaining("remote: place a.txt");
    assertThat(onServer.run("rev-parse", "main")).isEqualTo(git.run("rev-parse", "main~1"));
  }

  /** Objects of a large push are kept as a pack, those of a small one each for itself. */
  @Test
  void aLargePushWithAKeyIsRefused() throws Exception {
    onServer.run("config", "receive.unpackLimit", "1");
    bring();

    assertThatThrownBy(() -> git.run("push", "-q", "origin", "main"))
        .hasMessageContaining("remote: place b.txt");
  }

  @Test
  void aTagWithAKeyInItsMessageIsRefusedAndTheBranchWithIt() throws Exception {
    git.run("tag", "-a", "v1", "-m", "release " + key);

    assertThatThrownBy(() -> git.run("push", "-q", "origin", "main", "v1"))
        .hasMessageContaining("pre-receive hook declined");
    assertThat(refs()).isEmpty();
  }

  @Test
  void aBodyThatIsSentInChunksIsLookedAt() throws Exception {
    git.run("config", "http.postBuffer", "2048");
    byte[] noise = new byte[20_000];
    random.nextBytes(noise);
    Files.write(git.path("noise.bin"), noise);
    bring();

    assertThatThrownBy(() -> git.run("push", "-q", "origin", "main"))
        .hasMessageContaining("remote: place b.txt");
  }

  @Test
  void aRefThatIsDeletedIsNotHeldUp() throws Exception {
    git.run("push", "-q", "origin", "main", "main:refs/heads/other");

    assertThatCode(() -> git.run("push", "-q", "origin", ":refs/heads/other"))
        .doesNotThrowAnyException();
    assertThat(refs()).isEqualTo("refs/heads/main");
  }
}
