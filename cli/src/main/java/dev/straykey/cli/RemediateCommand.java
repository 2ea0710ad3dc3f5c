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

  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = {
        "Approves a plan, as the person that the tracker says you are (network).",
        "Counts for the keys of which you have revocation authority; never for a run of your own."
      })
  int approve(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config,
      @Option(
              names = "--sign-in",
              required = true,
              paramLabel = "CREDENTIAL",
              description = "env:NAME or file:PATH of your own credential at the tracker.")
          String credential,
      @Parameters(paramLabel = "PLAN", description = "The plan, unchanged.") Path plan) {
    desk(config).say(plan, true, credential, spec.commandLine().getOut());
    return 0;
  }

  @Command(
      name = "refuse",
      mixinStandardHelpOptions = true,
      description =
          "Refuses a plan, as the person that the tracker says you are; nothing of it is done (network).")
  int refuse(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config,
      @Option(
              names = "--sign-in",
              required = true,
              paramLabel = "CREDENTIAL",
              description = "env:NAME or file:PATH of your own credential at the tracker.")
          String credential,
      @Parameters(paramLabel = "PLAN", description = "The plan, unchanged.") Path plan) {
    desk(config).say(plan, false, credential, spec.commandLine().getOut());
    return 0;
  }

  private RemediationDesk desk(@Nullable Path config) {
    return new RemediationDesk(surroundings, config);
  }

  private Consumer<RunEvent> events() {
    return new Screen(spec.commandLine().getErr(), false)::show;
  }
}
