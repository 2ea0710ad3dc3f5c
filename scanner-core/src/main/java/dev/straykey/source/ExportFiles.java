package dev.straykey.source;

import dev.straykey.model.Skip;
import dev.straykey.unpack.ArchiveVisitor;
import dev.straykey.unpack.Archives;
import dev.straykey.unpack.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The files of an export, zipped or unpacked; names with {@code /} between them. */
record ExportFiles(Path path) {
  private static final int MAX_DEPTH = 12;

  /** Returns the names of all files, sorted; of a damaged zip, those that can be made out. */
  List<String> names() throws IOException {
    var names = new ArrayList<String>();
    if (Files.isDirectory(path)) {
      Files.walkFileTree(
          path,
          java.util.Set.of(),
          MAX_DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                names.add(name(file));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              names.add(name(file)); // opening it says what is wrong
              return FileVisitResult.CONTINUE;
            }
          });
    } else {
      Archives.readZip(
          path,
          name -> {
            names.add(name);
            return false;
          },
          Limits.DEFAULT,
          new ArchiveVisitor() {
            @Override
            public void entry(String name, InputStream bytes) {}

            @Override
            public void skipped(String name, Skip.Reason reason, String detail) {}
          });
    }
    names.sort(java.util.Comparator.naturalOrder());
    return names;
  }

  /** Reads the wanted files: of a folder sorted, of a zip in its order. */
  void each(Predicate<String> wanted, ArchiveVisitor visitor) throws IOException {
    if (!Files.isDirectory(path)) {
      Archives.readZip(path, wanted, Limits.DEFAULT, visitor);
      return;
    }
    for (String name : names()) {
      if (!wanted.test(name)) {
        continue;
      }
      InputStream raw;
      try {
        raw = Files.newInputStream(path.resolve(name));
      } catch (IOException e) {
        visitor.skipped(name, Skip.Reason.UNREADABLE, "could not be opened");
        continue;
      }
      try (var in = new TolerantStream(raw)) {
        visitor.entry(name, in);
        if (in.failed()) {
          visitor.skipped(name, Skip.Reason.UNREADABLE, "could not be read to its end");
        }
      }
    }
  }

  private String name(Path file) {
    return path.relativize(file).toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
