package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks as git calls them. */
class GitHooksIT {
  @TempDir Path folder;
  private final Random random = new Random(8);
  private GitCli git;
  private String program;

  @BeforeEach
  void make() throws Exception {
    Files.createDirectories(folder.resolve("r"));
    git = new GitCli(folder.resolve("r"));
    git.run("init", "-q", "-b", "main");
    git.write("a.txt", "nothing\n");
    git.commit("first");
    program = HookProgram.script(folder).toString();
  }

  private String text() {
    return "token = " + GitScan.key(random) + "\n";
  }

  private Path server() throws IOException {
    new GitCli(folder).run("init", "-q", "--bare", "server.git");
    Path server = folder.resolve("server.git");
    HookDesk.install(server, "pre-receive", program, false);
    return server;
  }

  @Test
  void aCommitWithAKeyIsRefused() throws Exception {
    HookDesk.install(folder.resolve("r"), "pre-commit", program, false);
    git.write("b.txt", text());

    assertThatThrownBy(() -> git.commit("second")).hasMessageContaining("place b.txt");
    git.write("b.txt", "nothing\n");
    git.commit("second");
  }

  @Test
  void onlyWhatIsToBeCommittedIsLookedAt() throws Exception {
    HookDesk.install(folder.resolve("r"), "pre-commit", program, false);
    git.write("staged.txt", text());
    git.run("add", "staged.txt");
    git.write("a.txt", "changed\n");

    git.run("commit", "-q", "-m", "only a", "a.txt"); // git gives the hook an index of its own

    assertThat(git.run("status", "--short")).isEqualTo("A  staged.txt");
  }

  @Test
  void aPushThatBringsAKeyIsRefusedWhereverItIsInIt() throws Exception {
    Path server = server();
    git.write("b.txt", text());
    git.commit("brings it");
    git.write("b.txt", "nothing\n");
    git.commit("takes it away");

    assertThatThrownBy(() -> git.run("push", "-q", server.toString(), "main"))
        .hasMessageContaining("place b.txt");
    git.run("push", "-q", server.toString(), "main~2:refs/heads/main");
    assertThat(new GitCli(server).run("for-each-ref", "--format=%(refname)"))
        .isEqualTo("refs/heads/main");
  }

  @Test
  void whatTheServerHasAlreadyIsNotHeldAgainstAPush() throws Exception {
    git.write("b.txt", text().repeat(3));
    git.commit("brings it");
    Path server = folder.resolve("server.git");
    new GitCli(folder).run("clone", "-q", "--bare", "r", "server.git");
    HookDesk.install(server, "pre-receive", program, false);
    git.write("c.txt", "nothing\n");
    git.commit("another");

    git.run("push", "-q", server.toString(), "main", "main~1:refs/heads/old");
    git.run("push", "-q", server.toString(), ":refs/heads/old");
  }

  @Test
  void aPushOfAFileThatIsCalledLikeAKeyIsRefused() throws Exception {
    Path server = server();
    git.write("logs/" + GitScan.key(random) + ".csv", "a,b\n");
    git.commit("brings it");

    assertThatThrownBy(() -> git.run("push", "-q", server.toString(), "main"))
        .hasMessageContaining("logs/[key].csv");
  }

  @Test
  void aNameThatTheServerHasIsNotHeldAgainstAPush() throws Exception {
    String file = "logs/" + GitScan.key(random) + ".csv";
    git.write(file, "a,b\n");
    git.commit("brings it");
    Path server = folder.resolve("server.git");
    new GitCli(folder).run("clone", "-q", "--bare", "r", "server.git");
    HookDesk.install(server, "pre-receive", program, false);
    git.write(file, "a,b,c\n");
    git.write("logs/other.csv", "a\n");
    git.commit("another file beside it");

    git.run("push", "-q", server.toString(), "main");
  }

  @Test
  void aCommitOfAFileThatIsCalledLikeAKeyIsRefused() throws Exception {
    HookDesk.install(folder.resolve("r"), "pre-commit", program, false);
    git.write(GitScan.key(random) + ".txt", "nothing\n");
    git.run("add", ".");

    assertThatThrownBy(() -> git.run("commit", "-q", "-m", "no")).hasMessageContaining("[key].txt");
  }

  @Test
  void anotherHookIsNotOverwritten() throws Exception {
    git.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");

    assertThatThrownBy(() -> HookDesk.install(folder.resolve("r"), "pre-commit", program, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("SK-1602");
    assertThat(HookDesk.install(folder.resolve("r"), "pre-commit", program, true)).exists();
  }

  @Test
  void aHookThatGitWouldNotRunIsNotInstalled() throws Exception {
    git.run("config", "core.hooksPath", "elsewhere");

    assertThatThrownBy(() -> HookDesk.install(folder.resolve("r"), "pre-commit", program, false))
        .hasMessageContaining("SK-1603");
  }

  @Test
  void aFolderThatIsNoRepositoryIsRefused() {
    assertThatThrownBy(() -> HookDesk.install(folder, "pre-commit", program, false))
        .hasMessageContaining("SK-1601");
  }

  @Test
  void aPushWhoseObjectsLieElsewhereIsRefusedAndNotPassedUnread() throws Exception {
    Path server = server();
    Files.move(server.resolve("objects"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(server.resolve("objects"), folder.resolve("elsewhere"));
    git.write("b.txt", text());
    git.commit("brings it");

    assertThatThrownBy(() -> git.run("push", "-q", server.toString(), "main"))
        .hasMessageContaining("SK-1621");
  }
}
