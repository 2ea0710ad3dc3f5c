package dev.straykey.cli;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.Surroundings;
import dev.straykey.pipeline.Unforeseen;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code straykey} and what all of its parts share: version, help, errors. */
@Command(
    name = "straykey",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Finds an organisation's own API keys where they must not be, says whose they are,"
            + " has them revoked, and proves them dead.",
    footer = {
      "",
      "Begin with:  straykey demo          the whole way on a made-up organisation, offline",
      "             straykey scan .        what is in this repository and its history",
      "",
      "Exit status: 0 nothing found, 1 found, 2 wrong command line or settings,",
      "             3 could not read everything, 4 an action failed"
    })
public final class Main implements Runnable {
  /** The command line, the configuration or a rule file is wrong. */
  static final int WRONG_INPUT = 2;

  /** Something could not be read. */
  static final int INCOMPLETE = 3;

  /** In the order of the help. */
  private static final Map<String, Class<?>> PARTS = parts();

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs the command and ends the process with its status. */
  public static void main(String[] args) {
    System.exit(run(Surroundings.ofProcess(), args));
  }

  /**
   * Runs the command in the given surroundings; a test can give a clock that runs faster.
   *
   * @return the exit status
   */
  public static int run(Surroundings surroundings, String... args) {
    var standardOutput = new StandardOutput();
    var out = new PrintWriter(standardOutput, false, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    var factory = new Factory(surroundings);
    var line = new CommandLine(new Main(), factory);
    // To read what all parts take costs as much as a scan of a small change, so only one is read
    // where one is named.
    PARTS.forEach(
        (name, part) -> {
          if (args.length == 0 || !PARTS.containsKey(args[0]) || name.equals(args[0])) {
            line.addSubcommand(name, part);
          }
        });
    line.setOut(out)
        .setErr(err)
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain)
        .setParameterExceptionHandler(Main::explainParameters);
    factory.installConverters(line);
    int status = INCOMPLETE;
    try {
      status = line.execute(isCommand(args) ? args : new String[] {args[0]});
    } catch (OutOfMemoryError e) {
      err.println("straykey: " + Unforeseen.outOfMemory());
    }
    out.flush();
    String lost = standardOutput.complaint();
    if (lost != null) {
      err.println("straykey: " + lost);
      status = Math.max(status, INCOMPLETE);
    }
    err.flush();
    return status;
  }

  /** Of a command that there is not, nothing but its name counts, not even a call for help. */
  private static boolean isCommand(String[] args) {
    return args.length == 0 || args[0].startsWith("-") || PARTS.containsKey(args[0]);
  }

  private static Map<String, Class<?>> parts() {
    var parts = new LinkedHashMap<String, Class<?>>();
    parts.put("scan", ScanCommand.class);
    parts.put("inventory", InventoryCommand.class);
    parts.put("remediate", RemediateCommand.class);
    parts.put("evidence", EvidenceCommand.class);
    parts.put("hook", HookCommand.class);
    parts.put("purge-plan", PurgePlanCommand.class);
    parts.put("rules", RulesCommand.class);
    parts.put("demo", DemoCommand.class);
    return parts;
  }

  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult ignored) {
    PrintWriter err = command.getErr();
    if (e instanceof ScannerException known) {
      err.println("straykey: " + known.getMessage());
      return known instanceof InvalidInputException ? WRONG_INPUT : INCOMPLETE;
    }
    // A cause we did not foresee may hold a key in its message, so only its kind and place are
    // told.
    err.println("straykey: " + Unforeseen.message(e));
    err.println("Nothing of the scanned text is in this message; please report it.");
    return INCOMPLETE;
  }

  /** Picocli's own message quotes the argument, which may be a key: only option names are told. */
  private static int explainParameters(CommandLine.ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("straykey: SK-1011 " + Arguments.explain(e));
    err.println("Try '%s --help'.".formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
    return WRONG_INPUT;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The version that stands in the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "straykey " + Surroundings.ofProcess().version(),
        "Java " + System.getProperty("java.version")
      };
    }
  }
}
