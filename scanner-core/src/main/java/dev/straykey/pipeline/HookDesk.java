package dev.straykey.pipeline;

import dev.straykey.git.GitHooks;
import dev.straykey.model.FailOn;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What git asks before it takes something.
 *
 * <p>Source: <a href="https://git-scm.com/docs/githooks">githooks</a>; for pre-receive also <a
 * href="https://git-scm.com/docs/git-receive-pack">git receive-pack</a>, which says how objects are
 * kept apart until the hook has ended.
 */
public final class HookDesk {
  /** Before a commit is made, and before sent commits are taken. */
  public static final Set<String> TYPES = Set.of("pre-commit", "pre-receive");

  private static final long MOST_LINES = 1_000_000;

  private HookDesk() {}

  /**
   * Puts a hook into a repository.
   *
   * @param program how the hook is to call Straykey
   * @return the file
   */
  public static Path install(Path repository, String type, String program, boolean force) {
    check(type);
    try {
      return GitHooks.install(
          repository, type, "exec %s hook run %s".formatted(quoted(program), type), force);
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1604",
          "The hook cannot be written in %s (%s)".formatted(repository, FileTrouble.of(e)),
          "Check who may write there");
    }
  }

  private static String quoted(String program) {
    return "'" + program.replace("'", "'\\''") + "'";
  }

  private static void check(String type) {
    if (!TYPES.contains(type)) {
      throw new InvalidInputException(
          "SK-1605", "There is no hook of that name here", "Choose pre-commit or pre-receive");
    }
  }

  /**
   * Returns what to scan when git calls a hook; null when nothing was sent that could hold a key.
   *
   * @throws InvalidInputException SK-1605 when there is no such hook, SK-1606 when what git says is
   *     not what it says to a hook
   */
  public static @Nullable RunRequest request(
      String type, FailOn failOn, @Nullable Path config, Surroundings surroundings) {
    check(type);
    var environment = surroundings.environment();
    if (type.equals("pre-commit")) {
      String index = environment.get("GIT_INDEX_FILE");
      return request(
          true, failOn, config, new GitOptions(false, false, false, path(index), null), ".");
    }
    if (!anythingNew(surroundings)) {
      return null;
    }
    Path quarantine = path(environment.get("GIT_QUARANTINE_PATH"));
    if (quarantine == null || !Files.isDirectory(quarantine)) {
      return null; // without one no object came: all that the refs are to name was here before
    }
    return request(
        false,
        failOn,
        config,
        new GitOptions(false, false, false, null, quarantine),
        environment.getOrDefault("GIT_DIR", "."));
  }

  private static @Nullable Path path(@Nullable String name) {
    return name == null || name.isEmpty() ? null : Path.of(name);
  }

  private static RunRequest request(
      boolean staged, FailOn failOn, @Nullable Path config, GitOptions git, String target) {
    return RunRequest.of(List.of(target))
        .as("git")
        .staged(staged)
        .config(config)
        .failOn(failOn)
        .git(git)
        .build();
  }

  /** Reads {@code <old> <new> <ref>} lines; returns whether a ref is to name anything new. */
  private static boolean anythingNew(Surroundings surroundings) {
    boolean any = false;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(surroundings.input(), StandardCharsets.ISO_8859_1))) {
      long count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.matches("[0-9a-f]{40,64} [0-9a-f]{40,64} \\S.*") || ++count > MOST_LINES) {
          throw new InvalidInputException(
              "SK-1606",
              "Line %d of standard input is not '<old> <new> <ref>'".formatted(count),
              "Let git call this as its pre-receive hook");
        }
        any |= !line.split(" ", 3)[1].matches("0+");
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1606", "Standard input cannot be read", "Let git call this as its pre-receive hook");
    }
    return any;
  }
}
