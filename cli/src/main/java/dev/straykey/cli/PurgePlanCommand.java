package dev.straykey.cli;

import dev.straykey.pipeline.PurgeDesk;
import dev.straykey.pipeline.RunRequest;
import dev.straykey.pipeline.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code straykey purge-plan}: how to take keys out of a history, without a key in it. */
@Command(
    name = "purge-plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes what git filter-repo and BFG need to take keys out of a history.",
      "No key stands in it. Nothing is rewritten by this command."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no key stands in the history",
      "1:there is a plan",
      "2:the command line, configuration or a rule file is wrong",
      "3:not all of the history could be read"
    })
final class PurgePlanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", arity = "0..1", description = "The repository (default .).")
  private String path = ".";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write the plan (default straykey-purge).")
  private Path out = Path.of("straykey-purge");

  @Option(names = "--config", paramLabel = "FILE", description = "As in scan.")
  private @Nullable Path config;

  @Option(names = "--rules", paramLabel = "FILE|DIR", description = "As in scan. Repeatable.")
  private List<Path> rules = List.of();

  @Option(names = "--inventory", paramLabel = "FILE|URL", description = "As in scan. Repeatable.")
  private List<String> inventory = List.of();

  PurgePlanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var request =
        RunRequest.of(List.of(path)).config(config).rules(rules).inventory(inventory).build();
    var screen = new Screen(spec.commandLine().getErr(), false);
    int status =
        PurgeDesk.plan(request, out, spec.commandLine().getOut(), surroundings, screen::show);
    screen.clear();
    return status;
  }
}
