package dev.straykey.cli;

import dev.straykey.pipeline.RemediationDesk;
import dev.straykey.pipeline.RunEvent;
import dev.straykey.pipeline.Surroundings;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code straykey remediate}: what has been begun about leaked keys, and how it goes on. */
@Command(
    name = "remediate",
    mixinStandardHelpOptions = true,
    description = "What has been begun about leaked keys, and how it goes on.")
final class RemediateCommand implements Runnable {
  private static final int FAILED = 4;
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  RemediateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Lists every key that something was begun about. 0 when all is done.")
  int status(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config) {
    return desk(config).status(spec.commandLine().getOut()) ? 0 : 1;
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description =
          "Goes on where earlier runs stopped: due probes, unsent messages, deadlines (network).")
  int resume(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config) {
    return desk(config).resume(spec.commandLine().getOut(), events()) ? 0 : FAILED;
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Carries out the approved lines of a plan that 'scan --plan' wrote (network).")
  int apply(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config,
      @Parameters(paramLabel = "PLAN", description = "The plan, unchanged.") Path plan) {
    return desk(config).apply(plan, spec.commandLine().getOut(), events()) ? 0 : FAILED;
  }

  private RemediationDesk desk(@Nullable Path config) {
    return new RemediationDesk(surroundings, config);
  }

  private Consumer<RunEvent> events() {
    return new Screen(spec.commandLine().getErr(), false)::show;
  }
}
