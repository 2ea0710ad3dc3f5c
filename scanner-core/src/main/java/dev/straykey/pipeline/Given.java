package dev.straykey.pipeline;

import dev.straykey.model.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of files as the command line gives them. */
public final class Given {
  private Given() {}

  /**
   * Returns the file or folder of that name.
   *
   * @throws InvalidInputException SK-1590 for a name that this system, or this process's locale,
   *     cannot write
   */
  public static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "SK-1590",
          "The name %s cannot be that of a file here".formatted(name),
          "Where it has letters that are not ASCII, set LC_ALL=C.UTF-8 or another UTF-8 locale",
          e);
    }
  }
}
