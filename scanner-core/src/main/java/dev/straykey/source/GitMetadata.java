package dev.straykey.source;

import dev.straykey.git.GitLayout;
import dev.straykey.git.GitRefs;
import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the files that git keeps beside objects and refs as plain text: settings with the addresses
 * of remotes, which may hold a password, logs, hooks, messages that were never committed. Nothing
 * of them is obeyed.
 */
final class GitMetadata {
  private static final int MAX_DEPTH = 32;

  /** Read as objects and refs, or of repositories of their own. */
  private static final Set<String> LEFT_OUT =
      Set.of("objects", "refs", "modules", "index", "packed-refs", "reftable", "shallow");

  private final String source;
  private final GitLayout layout;
  private final GitRefs refs;
  private final ReadOptions options;
  private final DocumentSink sink;

  GitMetadata(
      String source, GitLayout layout, GitRefs refs, ReadOptions options, DocumentSink sink) {
    this.source = source;
    this.layout = layout;
    this.refs = refs;
    this.options = options;
    this.sink = sink;
  }

  /**
   * @param largeFiles which of the files of Git LFS were read already; the others are left from
   *     pointers that are gone
   */
  void read(GitLargeFiles largeFiles) throws IOException {
    Audience said = options.audience();
    Audience audience = said == null ? Audience.LOCAL : said;
    var files =
        new FileDocuments(
            source,
            name -> Origin.of(Provenance.file(GitSource.KIND, source, name, audience)),
            options,
            sink);
    String prefix = layout.workTree() == null ? "" : ".git/";
    folder(layout.common(), prefix, files, largeFiles);
    if (!layout.gitDir().startsWith(layout.common())) {
      folder(layout.gitDir(), prefix, files, largeFiles);
    }
    for (Map.Entry<String, String> log : refs.tableLogs().entrySet()) {
      byte[] text = log.getValue().getBytes(StandardCharsets.UTF_8);
      files.any(prefix + "reftable/" + log.getKey(), new ByteArrayInputStream(text));
    }
    names(prefix, files);
    if (options.submodules()) {
      submodules();
    }
    files.finish(false);
  }

  /** What branches and tags are called is text too, wherever git keeps it. */
  private void names(String prefix, FileDocuments files) throws IOException {
    if (!refs.all().isEmpty()) {
      byte[] names = String.join("\n", refs.all().keySet()).getBytes(StandardCharsets.UTF_8);
      files.any(prefix + "refs", new ByteArrayInputStream(names));
    }
  }

  private void folder(Path folder, String prefix, FileDocuments files, GitLargeFiles largeFiles)
      throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        Set.of(),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
            return isLeftOut(folder, below)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (attributes.isRegularFile()
                && !isLeftOut(folder, file)
                && !name.equals("index")
                && !name.startsWith("sharedindex.")
                && !largeFiles.isRead(name)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            sink.skipped(
                new Skip(
                    source + "/" + prefix + folder.relativize(file),
                    Skip.Reason.UNREADABLE,
                    "could not be read"));
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(found);
    for (Path file : found) {
      String name = prefix + folder.relativize(file).toString().replace('\\', '/');
      if (!files.excluded(name)) {
        files.file(file, name, false);
      }
    }
  }

  private static boolean isLeftOut(Path folder, Path below) {
    Path relative = folder.relativize(below);
    return relative.getNameCount() == 1 && LEFT_OUT.contains(relative.toString());
  }

  /** Hands over the repositories of submodules, which git keeps inside this one. */
  private void submodules() throws IOException {
    Path modules = layout.common().resolve("modules");
    if (!Files.isDirectory(modules, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        modules,
        Set.of(),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
            if (!below.equals(modules) && GitLayout.isRepository(below)) {
              found.add(below);
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(found);
    for (Path module : found) {
      sink.nested(module, ".git/modules/" + modules.relativize(module));
    }
  }
}
