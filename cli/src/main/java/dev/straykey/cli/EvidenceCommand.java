package dev.straykey.cli;

import dev.straykey.pipeline.EvidenceDesk;
import dev.straykey.pipeline.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code straykey evidence}: the record of every step. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description = "The append-only record of every step, each line chained to the one before.")
final class EvidenceCommand implements Runnable {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  EvidenceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Proves that nothing was changed, removed or cut. 0 when the chain holds.")
  int verify(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config,
      @Option(
              names = "--head",
              paramLabel = "HASH",
              description = "A head that a report or task carries: it must be in the chain.")
          @Nullable String head,
      @Parameters(paramLabel = "FILE", arity = "0..1", description = "An export, not the store.")
          @Nullable Path file) {
    return new EvidenceDesk(surroundings, config).verify(file, head, spec.commandLine().getOut())
        ? 0
        : 1;
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Prints the chain, one JSON object a line.")
  int export(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config) {
    new EvidenceDesk(surroundings, config).export(spec.commandLine().getOut());
    return 0;
  }
}
