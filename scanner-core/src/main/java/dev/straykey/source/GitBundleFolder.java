package dev.straykey.source;

import dev.straykey.git.GitId;
import dev.straykey.git.GitLayout;
import dev.straykey.model.Skip;
import dev.straykey.unpack.ArchiveVisitor;
import dev.straykey.unpack.GitBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bundle, or a pack that lies alone, as a bare repository in a folder of its own, which goes when
 * this is closed: the pack with an index that is made here, its refs, and as {@code HEAD} the
 * branch that a clone would take.
 */
final class GitBundleFolder implements AutoCloseable {
  private static final String BRANCHES = "refs/heads/";

  /** Names that git gives to branches, as far as they are plain; none leads out of a folder. */
  private static final Pattern PLAIN = Pattern.compile("refs/heads/[0-9A-Za-z_][0-9A-Za-z_/-]*");

  private final Path folder;
  private final GitBundle bundle;

  private GitBundleFolder(Path folder, GitBundle bundle) {
    this.folder = folder;
    this.bundle = bundle;
  }

  /**
   * Makes one.
   *
   * @param files takes what is brought in of objects that are not there, and what could not be read
   * @throws IOException when the file begins like a bundle and is none
   */
  static GitBundleFolder of(Path file, ArchiveVisitor files) throws IOException {
    GitBundle bundle = GitBundle.of(file);
    var made = new GitBundleFolder(Files.createTempDirectory("straykey-"), bundle);
    try {
      made.write(files);
      return made;
    } catch (IOException | RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private void write(ArchiveVisitor files) throws IOException {
    Path packs = Files.createDirectories(folder.resolve("objects").resolve("pack"));
    Files.createDirectories(folder.resolve("refs"));
    if (bundle.idLength() == GitId.SHA256) {
      write("config", "[extensions]\n\tobjectformat = sha256\n");
    }
    var lines = new StringBuilder();
    for (String name : new TreeSet<>(bundle.refs().keySet())) {
      if (!name.equals("HEAD")) {
        lines.append(bundle.refs().get(name)).append(' ').append(name).append('\n');
      }
    }
    write("packed-refs", lines.toString());
    write("HEAD", head());
    if (!bundle.upon().isEmpty()) {
      // With the first line of each one's message, which is text like any other.
      write("prerequisites", String.join("\n", bundle.upon()) + "\n");
    }
    bundle.write(packs.resolve("pack-1.pack"), packs.resolve("pack-1.idx"), files);
  }

  private String head() {
    String id = bundle.refs().get("HEAD");
    var branches = new ArrayList<String>(List.of(BRANCHES + "main", BRANCHES + "master"));
    branches.addAll(new TreeSet<>(bundle.refs().keySet()));
    for (String branch : branches) {
      String there = bundle.refs().get(branch);
      if (there != null && PLAIN.matcher(branch).matches() && (id == null || there.equals(id))) {
        return "ref: " + branch + "\n";
      }
    }
    return id == null ? "ref: refs/heads/main\n" : id + "\n";
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  /** Returns where its parts are; null when it holds nothing that could be read. */
  @Nullable GitLayout layout() throws IOException {
    return GitLayout.at(folder);
  }

  /** Returns whether it builds upon commits that it does not hold. */
  boolean isContinued() {
    return !bundle.upon().isEmpty();
  }

  /** Returns what a reader should know of it; null for nothing. */
  @Nullable String notice() {
    if (bundle.refs().isEmpty()) {
      return "a pack without a repository: no ref names what is in it";
    }
    if (isContinued()) {
      return "the bundle builds upon %s that it does not hold: what those brought is not in it"
          .formatted(FileDocuments.counted(bundle.upon().size(), "commit"));
    }
    return bundle.filtered()
        ? "the bundle leaves out objects by a filter: they are missing and were not read"
        : null;
  }

  /** Takes note of nothing: what is to be said was said when it was read. */
  static ArchiveVisitor silent() {
    return new ArchiveVisitor() {
      @Override
      public void entry(String path, InputStream bytes) {
        // read before
      }

      @Override
      public void skipped(String path, Skip.Reason reason, String detail) {
        // said before
      }
    };
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path below, @Nullable IOException e)
              throws IOException {
            Files.delete(below);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
