package dev.straykey.jenkins;

import dev.straykey.pipeline.TextScan;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Jenkins' own files about a job, as a controller keeps them: configuration with pipeline scripts
 * and parameters, and of each build its record (parameters, environment), injected variables, the
 * steps of a pipeline with their arguments, and the console log.
 */
final class OwnFiles {
  private final TextScan scan;
  private final List<String> unread = new ArrayList<>();
  private final BooleanSupplier stopped;

  OwnFiles(TextScan scan, BooleanSupplier stopped) {
    this.scan = scan;
    this.stopped = stopped;
  }

  /**
   * Scans one job or folder.
   *
   * @param name full name of the job, under which findings stand
   * @param home folder that holds its config.xml
   */
  void job(String name, Path home) {
    file(name + "/config.xml", home.resolve("config.xml"));
  }

  /** Scans every build below {@code builds}. */
  void builds(String name, Path builds) {
    for (Path build : children(name, builds)) {
      if (stopped.getAsBoolean()) {
        return;
      }
      if (Files.isDirectory(build, LinkOption.NOFOLLOW_LINKS)) {
        String place = name + "/" + build.getFileName();
        file(place + "/build.xml", build.resolve("build.xml"));
        file(place + "/injectedEnvVars.txt", build.resolve("injectedEnvVars.txt"));
        file(place + "/log", build.resolve("log"));
        for (String steps : List.of("workflow", "workflow-completed")) {
          for (Path step : children(name, build.resolve(steps))) {
            file(place + "/" + steps + "/" + step.getFileName(), step);
          }
        }
      }
    }
  }

  /** Scans one file; one that is not there is none. */
  void file(String place, Path file) {
    if (stopped.getAsBoolean() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      scan.read(place, file);
    } catch (NoSuchFileException e) {
      // Deleted since it was listed.
    } catch (IOException e) {
      unread.add(place + ": " + e.getClass().getSimpleName());
    }
  }

  private List<Path> children(String name, Path folder) {
    var children = new ArrayList<Path>();
    if (!Files.isDirectory(folder)) {
      return children;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(children::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      unread.add(name + "/" + folder.getFileName() + ": " + e.getClass().getSimpleName());
    }
    children.sort(null);
    return children;
  }

  /** Returns what could not be read, and why. */
  List<String> unread() {
    return List.copyOf(unread);
  }
}
