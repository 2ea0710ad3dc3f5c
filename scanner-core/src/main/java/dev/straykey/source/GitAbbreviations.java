package dev.straykey.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;

/** Finds the objects whose ids begin in a certain way. */
final class GitAbbreviations {
  private GitAbbreviations() {}

  static Collection<ObjectId> resolve(GitObjects objects, AbbreviatedObjectId wanted)
      throws IOException {
    var found = new LinkedHashSet<ObjectId>();
    if (wanted.length() < 2) {
      return found;
    }
    for (GitPack pack : objects.packs()) {
      for (int i = 0; i < pack.count(); i++) {
        ObjectId id = pack.id(i);
        if (wanted.prefixCompare(id) == 0) {
          found.add(id);
        }
      }
    }
    String begin = wanted.name().substring(0, 2);
    for (Path folder : objects.folders()) {
      Path below = folder.resolve(begin);
      if (Files.isDirectory(below)) {
        try (var files = Files.newDirectoryStream(below)) {
          for (Path file : files) {
            String hex = begin + file.getFileName();
            if (ObjectId.isId(hex) && hex.startsWith(wanted.name())) {
              found.add(ObjectId.fromString(hex));
            }
          }
        }
      }
    }
    return found;
  }
}
