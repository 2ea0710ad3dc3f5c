package dev.straykey.git;

import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** Puts hooks into a repository of the user's own. */
public final class GitHooks {
  private static final String MARK = "installed by straykey";
  private static final Pattern ELSEWHERE = Pattern.compile("(?mi)^\\s*hookspath\\s*=");

  private GitHooks() {}

  /**
   * Writes a hook; writing it again changes nothing.
   *
   * @param type such as {@code pre-commit}
   * @param command what the hook runs, as a line of shell
   * @param force whether another hook may be overwritten
   * @return the file
   * @throws InvalidInputException SK-1601 when {@code repository} is none, SK-1602 when another
   *     hook is there, SK-1603 when git would not look there
   */
  public static Path install(Path repository, String type, String command, boolean force)
      throws IOException {
    GitLayout layout = GitLayout.at(repository);
    if (layout == null) {
      throw new InvalidInputException(
          "SK-1601",
          "%s is not a git repository".formatted(repository),
          "Name the folder that holds .git, or a bare repository");
    }
    if (ELSEWHERE.matcher(GitLayout.small(layout.common().resolve("config"))).find()) {
      throw new InvalidInputException(
          "SK-1603",
          "The repository's core.hooksPath says that its hooks lie elsewhere",
          "Add the line '%s' to the %s hook there".formatted(command, type));
    }
    Path folder = layout.common().resolve("hooks");
    Files.createDirectories(folder);
    Path file = folder.resolve(type);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !force
        && !Files.readString(file, StandardCharsets.ISO_8859_1).contains(MARK)) {
      throw new InvalidInputException(
          "SK-1602",
          "There is a %s hook already at %s".formatted(type, file),
          "Add the line '%s' to it, or use --force to overwrite it".formatted(command));
    }
    Files.writeString(
        file, "#!/bin/sh\n# %s: %s\n%s\n".formatted(type, MARK, command), StandardCharsets.UTF_8);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return file;
  }
}
