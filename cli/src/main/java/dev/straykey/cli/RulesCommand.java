package dev.straykey.cli;

import dev.straykey.pipeline.RuleDesk;
import dev.straykey.pipeline.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code straykey rules}: what issued keys look like. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "What issued keys look like.")
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  RulesCommand(Surroundings ignored) {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists every kind of key, its issuer, and what can be done about it.")
  int list(
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "text",
              description = "${COMPLETION-CANDIDATES}: a line a kind, or a page of all issuers.")
          ListFormat format,
      @Parameters(paramLabel = "FILE|DIR", arity = "0..*", description = "More rules.")
          @Nullable List<Path> files) {
    List<Path> more = files == null ? List.of() : files;
    if (format == ListFormat.markdown) {
      RuleDesk.page(more, spec.commandLine().getOut());
    } else {
      RuleDesk.list(more, spec.commandLine().getOut());
    }
    return 0;
  }

  /** How the list is written; the names stand on the command line. */
  enum ListFormat {
    text,
    markdown
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description =
          "Runs every example of every rule, and refuses slow patterns. 0 when all is well.")
  int test(
      @Parameters(paramLabel = "FILE|DIR", arity = "0..*", description = "More rules.")
          @Nullable List<Path> files,
      @Option(names = "--speed", description = "Say which rules cost most of a scan.")
          boolean speed,
      @Option(
              names = "--on",
              paramLabel = "PATH",
              description = "What to measure on; examples and keywords when left out.")
          @Nullable Path on) {
    List<Path> more = files == null ? List.of() : files;
    boolean holds = RuleDesk.test(more, spec.commandLine().getOut());
    if (speed || on != null) {
      RuleDesk.speed(more, on, spec.commandLine().getOut());
    }
    return holds ? 0 : 1;
  }

  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      description = {
        "Says what each rule made of a text: keyword, pattern, checksum, placeholder.",
        "0 when a rule fires, 1 when none does. Repeats nothing of the text."
      })
  int explain(
      @Parameters(paramLabel = "TEXT", description = "The text; - for standard input.") String text,
      @Option(names = "--rules", paramLabel = "FILE|DIR", description = "More rules.")
          @Nullable List<Path> files)
      throws IOException {
    String read =
        text.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : text;
    return RuleDesk.explain(files == null ? List.of() : files, read, spec.commandLine().getOut())
        ? 0
        : 1;
  }
}
