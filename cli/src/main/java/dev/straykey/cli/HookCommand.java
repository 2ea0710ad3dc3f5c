package dev.straykey.cli;

import dev.straykey.model.FailOn;
import dev.straykey.model.RunResult;
import dev.straykey.pipeline.HookDesk;
import dev.straykey.pipeline.Pipeline;
import dev.straykey.pipeline.ReportTarget;
import dev.straykey.pipeline.RunRequest;
import dev.straykey.pipeline.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code straykey hook}: asks before git takes something. */
@Command(
    name = "hook",
    mixinStandardHelpOptions = true,
    description = "Looks at what git is about to commit or to receive.")
final class HookCommand implements Runnable {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  HookCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "install",
      mixinStandardHelpOptions = true,
      description = "Puts a hook into a repository.")
  int install(
      @Parameters(paramLabel = "PATH", arity = "0..1", description = "The repository (default .).")
          @Nullable Path path,
      @Option(
              names = "--type",
              paramLabel = "HOOK",
              defaultValue = "pre-commit",
              description = "pre-commit (default) or pre-receive.")
          String type,
      @Option(
              names = "--program",
              paramLabel = "COMMAND",
              defaultValue = "straykey",
              description = "How the hook is to call Straykey (default straykey).")
          String program,
      @Option(names = "--force", description = "Overwrite another hook.") boolean force) {
    Path file = HookDesk.install(path == null ? Path.of(".") : path, type, program, force);
    spec.commandLine().getOut().println("Installed " + file);
    return 0;
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = "What the installed hook runs. 0 when git may go on.")
  int runHook(
      @Parameters(paramLabel = "HOOK", description = "pre-commit or pre-receive.") String type,
      @Option(names = "--config", paramLabel = "FILE", description = "As in scan.")
          @Nullable Path config,
      @Option(
              names = "--fail-on",
              paramLabel = "WHAT",
              defaultValue = "any",
              description = "As in scan.")
          FailOn failOn)
      throws IOException {
    RunRequest request = HookDesk.request(type, failOn, config, surroundings);
    if (request == null) {
      return 0;
    }
    RunResult result = Pipeline.run(request, surroundings, event -> {});
    int status = ExitStatus.of(result);
    if (status != 0) {
      ReportTarget.write(
          result, ReportTarget.parse(List.of("text=-")), spec.commandLine().getOut(), false, false);
    }
    return status;
  }
}
