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
    return of(List.of(path.toString())).build();
  }

  /** Begins what is asked of targets; what is not said is as {@code straykey scan} has it. */
  public static Builder of(List<String> targets) {
    return new Builder(targets);
  }

  /** Names what is asked, one by one: each method is named as what it sets is above. */
  public static final class Builder {
    private final List<String> targets;
    private @Nullable String as;
    private boolean history = true;
    private boolean staged;
    private @Nullable String since;
    private @Nullable String range;
    private @Nullable Path config;
    private List<Path> rules = List.of();
    private List<String> inventory = List.of();
    private @Nullable Path people;
    private @Nullable Path baseline;
    private @Nullable Path writeBaseline;
    private boolean introspect;
    private @Nullable Audience audience;
    private @Nullable Path plan;
    private boolean apply;
    private FailOn failOn = FailOn.ANY;
    private String startedBy = System.getProperty("user.name", "unknown");
    private @Nullable BuildScope scope;
    private GitOptions git = GitOptions.DEFAULT;

    private Builder(List<String> targets) {
      this.targets = targets;
    }

    public Builder as(@Nullable String value) {
      as = value;
      return this;
    }

    public Builder history(boolean value) {
      history = value;
      return this;
    }

    public Builder staged(boolean value) {
      staged = value;
      return this;
    }

    public Builder since(@Nullable String value) {
      since = value;
      return this;
    }

    public Builder range(@Nullable String value) {
      range = value;
      return this;
    }

    public Builder config(@Nullable Path value) {
      config = value;
      return this;
    }

    public Builder rules(List<Path> value) {
      rules = value;
      return this;
    }

    public Builder inventory(List<String> value) {
      inventory = value;
      return this;
    }

    public Builder people(@Nullable Path value) {
      people = value;
      return this;
    }

    public Builder baseline(@Nullable Path value) {
      baseline = value;
      return this;
    }

    public Builder writeBaseline(@Nullable Path value) {
      writeBaseline = value;
      return this;
    }

    public Builder introspect(boolean value) {
      introspect = value;
      return this;
    }

    public Builder audience(@Nullable Audience value) {
      audience = value;
      return this;
    }

    public Builder plan(@Nullable Path value) {
      plan = value;
      return this;
    }

    public Builder apply(boolean value) {
      apply = value;
      return this;
    }

    public Builder failOn(FailOn value) {
      failOn = value;
      return this;
    }

    public Builder startedBy(String value) {
      startedBy = value;
      return this;
    }

    public Builder forBuild(@Nullable BuildScope value) {
      scope = value;
      return this;
    }

    public Builder git(GitOptions value) {
      git = value;
      return this;
    }

    public RunRequest build() {
      return new RunRequest(
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
          scope,
          git);
    }
  }
}
