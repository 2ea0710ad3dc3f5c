package dev.straykey.maven.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;

/** The checkout of a case, as its setup script makes it. */
public final class Checkout {
  private final Path folder;
  private final Git git;

  private Checkout(Path folder, Git git) {
    this.folder = folder;
    this.git = git;
  }

  /** Makes {@code folder} a repository on the branch {@code main}, with nothing committed. */
  public static Checkout in(File folder) throws GitAPIException {
    ClosedSystemReader.install();
    return new Checkout(
        folder.toPath(), Git.init().setDirectory(folder).setInitialBranch("main").call());
  }

  /** Writes a file. */
  public Checkout write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Deletes a file. */
  public Checkout delete(String path) throws IOException {
    Files.delete(folder.resolve(path));
    return this;
  }

  /** Stages everything that lies there. */
  public Checkout stage() throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.add().setUpdate(true).addFilepattern(".").call();
    return this;
  }

  /** Commits everything that lies there; returns the commit's id. */
  public String commit(String message) throws GitAPIException {
    stage();
    return git.commit()
        .setMessage(message)
        .setAuthor("Dev", "dev@acme.example")
        .setCommitter("Dev", "dev@acme.example")
        .setSign(false)
        .call()
        .name();
  }

  /** As after {@code git push}: the remote has {@code HEAD} as this branch. */
  public Checkout pushed(String branch) throws IOException {
    RefUpdate update = git.getRepository().updateRef("refs/remotes/origin/" + branch);
    update.setNewObjectId(git.getRepository().resolve("HEAD"));
    update.forceUpdate();
    return this;
  }

  /** As a CI checks out: {@code HEAD} is a commit and no branch. */
  public Checkout detached() throws IOException {
    ObjectId head = git.getRepository().resolve("HEAD");
    Files.writeString(folder.resolve(".git/HEAD"), head.name() + "\n");
    return this;
  }
}
