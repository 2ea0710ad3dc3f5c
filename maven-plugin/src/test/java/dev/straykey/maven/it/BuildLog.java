package dev.straykey.maven.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the build of a case said; every question that is answered wrongly fails the case. */
public final class BuildLog {
  private final Path folder;
  private final String text;

  private BuildLog(Path folder, String text) {
    this.folder = folder;
    this.text = text;
  }

  /** Reads {@code build.log} of the case. */
  public static BuildLog of(File folder) throws IOException {
    Path file = folder.toPath().resolve("build.log");
    return new BuildLog(folder.toPath(), Files.readString(file));
  }

  /** The log has {@code part} somewhere. */
  public BuildLog says(String part) {
    return check(text.contains(part), "the log does not say: " + part);
  }

  /** The log has {@code part} nowhere. */
  public BuildLog doesNotSay(String part) {
    return check(!text.contains(part), "the log says what it must not");
  }

  /** The log has {@code part} in so many lines. */
  public BuildLog says(int times, String part) {
    long found = text.lines().filter(line -> line.contains(part)).count();
    return check(found == times, "the log says %d times: %s".formatted(found, part));
  }

  /** A file of the case is there and not empty. */
  public BuildLog wrote(String path) throws IOException {
    Path file = folder.resolve(path);
    return check(Files.isRegularFile(file) && Files.size(file) > 0, "there is no " + path);
  }

  /** A file of the case is not there. */
  public BuildLog didNotWrite(String path) {
    return check(!Files.exists(folder.resolve(path)), "there is a " + path);
  }

  /** A file of the case has {@code part}. */
  public BuildLog wrote(String path, String part) throws IOException {
    return check(
        Files.readString(folder.resolve(path)).contains(part), path + " does not say: " + part);
  }

  /** A file of the case does not have {@code part}. */
  public BuildLog didNotWrite(String path, String part) throws IOException {
    return check(
        !Files.readString(folder.resolve(path)).contains(part), path + " says what it must not");
  }

  /** Neither the log nor anything that the plugin wrote below {@code target} has the key. */
  public BuildLog neverShows(String key) throws IOException {
    check(key.length() > 12, "that is no key");
    check(!text.contains(key), "the log shows the key");
    Path target = folder.resolve("target");
    if (Files.isDirectory(target)) {
      try (var files = Files.walk(target)) {
        List<Path> all = files.filter(Files::isRegularFile).toList();
        for (Path file : all) {
          if (file.toString().contains("straykey")) {
            check(!read(file).contains(key), file + " shows the key");
          }
        }
      }
    }
    return this;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BuildLog check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
    return this;
  }
}
