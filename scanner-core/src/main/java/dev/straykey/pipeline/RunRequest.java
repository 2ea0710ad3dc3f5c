package dev.straykey.pipeline;

import dev.straykey.model.Audience;
import dev.straykey.model.FailOn;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a front end asks of one run.
 *
 * @param targets paths, or {@code -} for standard input
 * @param as kind to take every target as; null to recognise each by its content
 * @param history whether the past of a repository is read
 * @param staged only what is staged
 * @param since only commits that are not reachable from this revision
 * @param range commits {@code A..B}
 * @param config the organisation's configuration; null for {@code $STRAYKEY_CONFIG}, else none
 * @param rules further rules, which can recognise and never cause a request
 * @param inventory files or database URLs, beside those of the configuration
 * @param baseline findings that do not fail
 * @param writeBaseline where to write a baseline of what was found
 * @param introspect whether issuers may be asked whose a key is
 * @param audience who could read it, where the source does not say
 * @param plan where to write the plan
 * @param apply whether to carry out the plan's automatic lines
 * @param startedBy who started the run, as the system says
 * @param build how a build asks; null when none does
 * @param git what else is asked of repositories
 */
public record RunRequest(
    List<String> targets,
    @Nullable String as,
    boolean history,
    boolean staged,
    @Nullable String since,
    @Nullable String range,
    @Nullable Path config,
    List<Path> rules,
    List<String> inventory,
    @Nullable Path people,
    @Nullable Path baseline,
    @Nullable Path writeBaseline,
    boolean introspect,
    @Nullable Audience audience,
    @Nullable Path plan,
    boolean apply,
    FailOn failOn,
    String startedBy,
    @Nullable BuildScope build,
    GitOptions git) {

  /** As a build asks. */
  public RunRequest(
      List<String> targets,
      @Nullable String as,
      boolean history,
      boolean staged,
      @Nullable String since,
      @Nullable String range,
      @Nullable Path config,
      List<Path> rules,
      List<String> inventory,
      @Nullable Path people,
      @Nullable Path baseline,
      @Nullable Path writeBaseline,
      boolean introspect,
      @Nullable Audience audience,
      @Nullable Path plan,
      boolean apply,
      FailOn failOn,
      String startedBy,
      @Nullable BuildScope build) {
    this(
        targets,
        as,
        history,
        staged,
        since,
        range,
        config,
        rules,
        inventory,
        people,
        baseline,
        writeBaseline,
        introspect,
        audience,
        plan,
        apply,
        failOn,
        startedBy,
        build,
        GitOptions.DEFAULT);
  }

  /** As no build asks. */
  public RunRequest(
      List<String> targets,
      @Nullable String as,
      boolean history,
      boolean staged,
      @Nullable String since,
      @Nullable String range,
      @Nullable Path config,
      List<Path> rules,
      List<String> inventory,
      @Nullable Path people,
      @Nullable Path baseline,
      @Nullable Path writeBaseline,
      boolean introspect,
      @Nullable Audience audience,
      @Nullable Path plan,
      boolean apply,
      FailOn failOn,
      String startedBy,
      GitOptions git) {
    this(
        targets,
        as,
        history,
        staged,
        since,
        range,
        config,
        rules,
        inventory,
        people,
        baseline,
        writeBaseline,
        introspect,
        audience,
        plan,
        apply,
        failOn,
        startedBy,
        null,
        git);
  }

  /** With nothing asked of repositories beyond what is always read. */
  public RunRequest(
      List<String> targets,
      @Nullable String as,
      boolean history,
      boolean staged,
      @Nullable String since,
      @Nullable String range,
      @Nullable Path config,
      List<Path> rules,
      List<String> inventory,
      @Nullable Path people,
      @Nullable Path baseline,
      @Nullable Path writeBaseline,
      boolean introspect,
      @Nullable Audience audience,
      @Nullable Path plan,
      boolean apply,
      FailOn failOn,
      String startedBy) {
    this(
        targets,
        as,
        history,
        staged,
        since,
        range,
        config,
        rules,
        inventory,
        people,
        baseline,
        writeBaseline,
        introspect,
        audience,
        plan,
        apply,
        failOn,
        startedBy,
        null,
        GitOptions.DEFAULT);
  }

  public RunRequest {
    targets = List.copyOf(targets);
    rules = List.copyOf(rules);
    inventory = List.copyOf(inventory);
  }

  /** Returns whether no part of the targets was left out. */
  public boolean isWhole() {
    return history && !staged && since == null && range == null;
  }

  /** A scan of one path with nothing else asked. */
  public static RunRequest of(Path path) {
    return new RunRequest(
        List.of(path.toString()),
        null,
        true,
        false,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        false,
        null,
        null,
        false,
        FailOn.ANY,
        System.getProperty("user.name", "unknown"));
  }
}
