package dev.straykey.pipeline;

import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.RunResult;
import dev.straykey.suppress.Baseline;
import dev.straykey.suppress.NamedPlaces;
import dev.straykey.suppress.RepositorySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scanned tree says of itself; it counts for that source alone.
 *
 * @param source as it was named to the run
 * @param said its {@code .straykey.yaml}
 * @param ignored its {@code .straykeyignore}; null when there is none
 * @param places its {@code .gitleaksignore}; null when there is none
 */
record TreeSettings(
    String source,
    RepositorySettings said,
    @Nullable Baseline ignored,
    @Nullable NamedPlaces places) {
  /** Accepted findings, in the form of a baseline. */
  static final String IGNORE = ".straykeyignore";

  private static final String SETTINGS = ".straykey.yaml";

  /** A file of a scanned tree that is larger says more than it may. */
  private static final long MOST_BYTES = 1 << 20;

  /** Holds the files to their shape, so that what is wrong is said before anything was read. */
  static void check(Path tree, String name) {
    try {
      read(tree, name, new ArrayList<>());
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1000",
          "a settings file of %s cannot be read (%s)".formatted(name, FileTrouble.of(e)),
          "Check that its %s, %s and %s may be read"
              .formatted(SETTINGS, IGNORE, NamedPlaces.GITLEAKS_IGNORE),
          e);
    }
  }

  /**
   * Reads what {@code tree} says of itself; null when it says nothing.
   *
   * @param believed takes the files and their digests
   */
  static @Nullable TreeSettings read(Path tree, String name, List<RunResult.Believed> believed)
      throws IOException {
    var files = new ArrayList<RunResult.Believed>();
    String settings = text(tree, name, SETTINGS, files);
    String ignored = text(tree, name, IGNORE, files);
    String places = text(tree, name, NamedPlaces.GITLEAKS_IGNORE, files);
    if (files.isEmpty()) {
      return null;
    }
    TreeSettings said = of(name, settings, ignored, places);
    believed.addAll(files);
    return said;
  }

  /** Holds the texts of the three files, as something else than the tree has them. */
  interface Texts {
    /** Returns the text of a file; null when there is none. */
    @Nullable String of(String fileName);
  }

  static TreeSettings of(String name, Texts texts) {
    return of(name, texts.of(SETTINGS), texts.of(IGNORE), texts.of(NamedPlaces.GITLEAKS_IGNORE));
  }

  /** A tree that says nothing. */
  static TreeSettings none(String name) {
    return of(name, null, null, null);
  }

  private static TreeSettings of(
      String name, @Nullable String settings, @Nullable String ignored, @Nullable String places) {
    return new TreeSettings(
        name,
        settings == null
            ? RepositorySettings.none()
            : RepositorySettings.parse(settings, name + "/" + SETTINGS),
        ignored == null ? null : Baseline.parseIgnored(ignored, name + "/" + IGNORE),
        places == null ? null : NamedPlaces.parse(places));
  }

  private static @Nullable String text(
      Path tree, String name, String fileName, List<RunResult.Believed> files) throws IOException {
    Path file = tree.resolve(fileName);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new InvalidInputException(
          "SK-1015",
          "%s/%s is larger than 1 MiB".formatted(name, fileName),
          "Keep only what accepts findings that are still there");
    }
    byte[] bytes = Files.readAllBytes(file);
    files.add(new RunResult.Believed(name + "/" + fileName, Configuration.sha256(bytes)));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
