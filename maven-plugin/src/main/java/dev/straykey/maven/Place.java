package dev.straykey.maven;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a build scans.
 *
 * @param directory the reactor's folder
 * @param root of the checkout that it lies in; {@code directory} itself when it lies in none
 * @param checkout whether it lies in one
 */
record Place(Path directory, Path root, boolean checkout) {

  static Place of(Path directory) {
    Path folder = directory.toAbsolutePath().normalize();
    for (@Nullable Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return new Place(folder, at, true);
      }
    }
    return new Place(folder, folder, false);
  }

  /** Returns the reactor's folder below the root, with a slash at its end; empty for the root. */
  String under() {
    String path = root.relativize(directory).toString().replace('\\', '/');
    return path.isEmpty() ? "" : path + "/";
  }
}
