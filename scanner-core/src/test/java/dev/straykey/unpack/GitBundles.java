package dev.straykey.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.eclipse.jgit.lib.Constants.OBJ_BLOB;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.transport.BundleWriter;

/** Makes bundles as {@code git bundle} does, without git. */
public final class GitBundles {
  private GitBundles() {}

  /** Returns one in which each text is the next version of {@code folder/file.txt}. */
  public static byte[] of(String... versions) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var repository = new InMemoryRepository(new DfsRepositoryDescription("made"));
        var inserter = repository.newObjectInserter()) {
      ObjectId last = null;
      var person =
          new PersonIdent(
              "Ada", "ada@example.org", Instant.ofEpochSecond(1_767_323_000), ZoneOffset.UTC);
      for (String version : versions) {
        var folder = new TreeFormatter();
        ObjectId blob = inserter.insert(OBJ_BLOB, version.getBytes(UTF_8));
        folder.append("file.txt", FileMode.REGULAR_FILE, blob);
        var root = new TreeFormatter();
        root.append("folder", FileMode.TREE, inserter.insert(folder));
        var commit = new CommitBuilder();
        commit.setTreeId(inserter.insert(root));
        commit.setAuthor(person);
        commit.setCommitter(person);
        commit.setMessage("a version");
        if (last != null) {
          commit.setParentId(last);
        }
        last = inserter.insert(commit);
      }
      inserter.flush();
      var writer = new BundleWriter(repository);
      writer.include("refs/heads/main", last);
      writer.writeBundle(NullProgressMonitor.INSTANCE, out);
    }
    return out.toByteArray();
  }
}
