package dev.straykey.git;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Looks up blobs of a repository by commit and path. */
public final class GitBlobs implements AutoCloseable {
  private final @Nullable GitObjects objects;

  public GitBlobs(Path repository) throws IOException {
    GitLayout layout = GitLayout.at(repository);
    this.objects = layout == null ? null : new GitObjects(layout, repository.toString(), null);
  }

  /** Returns the id of the blob that a commit has at a path; null when it has none there. */
  public @Nullable String id(String commit, String path) throws IOException {
    GitId id = GitId.parse(commit);
    GitObjects.Loaded loaded = objects == null || id == null ? null : objects.load(id);
    if (objects == null || loaded == null || loaded.type() != GitType.COMMIT) {
      return null;
    }
    GitId at = GitCommit.parse(loaded.bytes(), loaded.bytes().length).tree();
    for (String name : path.split("/", -1)) {
      GitObjects.Loaded tree = at == null ? null : objects.load(at);
      at = tree == null || tree.type() != GitType.TREE ? null : child(objects, tree, name);
    }
    return at == null ? null : at.name();
  }

  private static @Nullable GitId child(GitObjects objects, GitObjects.Loaded tree, String name) {
    var entries = new GitTreeEntries(tree.bytes(), tree.bytes().length, objects.idLength());
    while (entries.next()) {
      if (entries.name().equals(name)) {
        return entries.id();
      }
    }
    return null;
  }

  @Override
  public void close() {
    if (objects != null) {
      objects.close();
    }
  }
}
