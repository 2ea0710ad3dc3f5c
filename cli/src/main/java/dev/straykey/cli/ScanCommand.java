package dev.straykey.cli;

import dev.straykey.model.Audience;
import dev.straykey.model.FailOn;
import dev.straykey.model.RunResult;
import dev.straykey.pipeline.GitOptions;
import dev.straykey.pipeline.Pipeline;
import dev.straykey.pipeline.ReportTarget;
import dev.straykey.pipeline.RunRequest;
import dev.straykey.pipeline.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code straykey scan}: finds keys, says whose they are, plans, and with {@code --apply} acts. */
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds keys in repositories, folders, archives, exports and text.",
      "Each PATH is recognised by its content; - is standard input, no PATH is the current folder."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing that --fail-on names",
      "1:findings that --fail-on names",
      "2:the command line, configuration or a rule file is wrong",
      "3:the scan is incomplete; findings are still reported",
      "4:an action of --apply failed or is past its deadline"
    })
final class ScanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "What to scan.")
  private List<String> paths = List.of();

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description = "Do not recognise; take it as: git dir archive slack jira json text.")
  private @Nullable String as;

  @ArgGroup(exclusive = true)
  private @Nullable Selection selection;

  /** What of a repository. */
  static final class Selection {
    @Option(
        names = "--since",
        paramLabel = "REV",
        description = "Only commits that are not reachable from REV.")
    private @Nullable String since;

    @Option(names = "--range", paramLabel = "A..B", description = "Only these commits.")
    private @Nullable String range;

    @Option(names = "--staged", description = "Only what is staged.")
    private boolean staged;

    @Option(names = "--no-history", description = "Only files as they lie there now.")
    private boolean noHistory;
  }

  @Option(names = "--ignored", description = "Of repositories, also files that git ignores.")
  private boolean ignored;

  @Option(names = "--submodules", description = "Of repositories, also those of their submodules.")
  private boolean submodules;

  @Option(
      names = "--incremental",
      description = "Remember in the store what was read, and do not read it again.")
  private boolean incremental;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The organisation's straykey.yaml (else $STRAYKEY_CONFIG).")
  private @Nullable Path config;

  @Option(
      names = "--rules",
      paramLabel = "FILE|DIR",
      description = "More rules: issuer YAML, or gitleaks / betterleaks TOML. Repeatable.")
  private List<Path> rules = List.of();

  @Option(
      names = "--inventory",
      paramLabel = "FILE|URL",
      description = "Issued keys: JSONL, CSV or a database. Repeatable.")
  private List<String> inventory = List.of();

  @Option(names = "--people", paramLabel = "FILE", description = "The directory: CSV or SCIM JSON.")
  private @Nullable Path people;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Do not fail on findings named there; a gitleaks JSON report is one too.")
  private @Nullable Path baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Write what was found as a baseline.")
  private @Nullable Path writeBaseline;

  @Option(names = "--introspect", description = "May ask issuers whom a key belongs to (network).")
  private boolean introspect;

  @Option(
      names = "--audience",
      paramLabel = "WHO",
      description =
          "Who could read it, where the source does not say: public organisation restricted local.")
  private @Nullable Audience audience;

  @Option(names = "--plan", paramLabel = "FILE", description = "Write the plan, with its hash.")
  private @Nullable Path plan;

  @Option(
      names = "--apply",
      description = "Carry out the plan's automatic lines (network). Without it nothing is done.")
  private boolean apply;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      description =
          "Repeatable: text json jsonl sarif csv junit html markdown gitlab; - is stdout.")
  private List<String> reports = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      defaultValue = "any",
      description = "What makes exit status 1: none ours live any (default any).")
  private FailOn failOn = FailOn.ANY;

  @Option(names = "--quiet", description = "No messages on standard error.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Every place, and more messages.")
  private boolean verbose;

  ScanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    List<ReportTarget> targets =
        ReportTarget.parse(reports.isEmpty() ? List.of("text=-") : reports);
    var screen = new Screen(spec.commandLine().getErr(), quiet);
    RunResult result = Pipeline.run(request(), surroundings, screen::show);
    screen.clear();
    ReportTarget.write(
        result,
        targets,
        spec.commandLine().getOut(),
        Screen.wantsColour(surroundings.environment()),
        verbose);
    return ExitStatus.of(result);
  }

  private RunRequest request() {
    Selection only = selection == null ? new Selection() : selection;
    return RunRequest.of(paths.isEmpty() ? List.of(".") : paths)
        .as(as)
        .history(!only.noHistory)
        .staged(only.staged)
        .since(only.since)
        .range(only.range)
        .config(config)
        .rules(rules)
        .inventory(inventory)
        .people(people)
        .baseline(baseline)
        .writeBaseline(writeBaseline)
        .introspect(introspect)
        .audience(audience)
        .plan(plan)
        .apply(apply)
        .failOn(failOn)
        .git(new GitOptions(ignored, submodules, incremental))
        .build();
  }
}
