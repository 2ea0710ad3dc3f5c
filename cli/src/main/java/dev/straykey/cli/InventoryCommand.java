package dev.straykey.cli;

import dev.straykey.pipeline.InventoryDesk;
import dev.straykey.pipeline.Surroundings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code straykey inventory}: the keys that the organisation issued or was issued. */
@Command(
    name = "inventory",
    mixinStandardHelpOptions = true,
    description = "The keys that the organisation issued or was issued.")
final class InventoryCommand implements Runnable {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  InventoryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "fingerprint",
      mixinStandardHelpOptions = true,
      description = {
        "Reads keys from standard input, one a line, and prints inventory lines.",
        "Begin with your vault: vault-export | straykey inventory fingerprint > inventory.jsonl"
      })
  int fingerprint(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config,
      @Option(
              names = "--issuer",
              paramLabel = "ID",
              description = "Issuer of keys that no rule recognises.")
          @Nullable String issuer) {
    var desk = new InventoryDesk(surroundings, config);
    desk.fingerprint(issuer, spec.commandLine().getOut(), this::say);
    return 0;
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Puts inventory files into the store: as a whole, or not at all.")
  int importFiles(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config,
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSONL or CSV.")
          List<Path> files) {
    int imported = new InventoryDesk(surroundings, config).importFiles(files);
    spec.commandLine().getOut().printf("%,d keys imported%n", imported);
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the keys of the store, or of the files given.")
  int list(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config,
      @Parameters(paramLabel = "FILE", arity = "0..*", description = "JSONL or CSV.")
          @Nullable List<Path> files) {
    new InventoryDesk(surroundings, config)
        .list(files == null ? List.of() : files, spec.commandLine().getOut());
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one record as it stands in the store or the files given.")
  int show(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config,
      @Parameters(index = "0", paramLabel = "ID", description = "The record's id.") String id,
      @Parameters(
              index = "1..*",
              paramLabel = "FILE",
              arity = "0..*",
              description = "JSONL or CSV.")
          @Nullable List<Path> files) {
    boolean found =
        new InventoryDesk(surroundings, config)
            .show(id, files == null ? List.of() : files, spec.commandLine().getOut());
    if (!found) {
      say("there is no record of that id; 'straykey inventory list' lists them all");
    }
    return found ? 0 : 1;
  }

  @Command(
      name = "lint",
      mixinStandardHelpOptions = true,
      description = "Says which records could not be acted on, and why. 0 when all could.")
  int lint(
      @Option(names = "--config", paramLabel = "FILE", description = "The organisation's settings.")
          @Nullable Path config,
      @Parameters(paramLabel = "FILE", arity = "0..*", description = "JSONL or CSV.")
          @Nullable List<Path> files) {
    int problems =
        new InventoryDesk(surroundings, config)
            .lint(files == null ? List.of() : files, spec.commandLine().getOut());
    return problems == 0 ? 0 : 1;
  }

  private void say(String message) {
    spec.commandLine().getErr().println("straykey: " + message);
  }
}
