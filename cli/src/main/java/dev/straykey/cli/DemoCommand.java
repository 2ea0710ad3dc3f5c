package dev.straykey.cli;

import dev.straykey.fixtures.Acme;
import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.FakeServices;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.RunResult;
import dev.straykey.pipeline.EvidenceDesk;
import dev.straykey.pipeline.Pipeline;
import dev.straykey.pipeline.ReportTarget;
import dev.straykey.pipeline.RunEvent;
import dev.straykey.pipeline.RunRequest;
import dev.straykey.pipeline.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code straykey demo}: the whole way on the demo organisation. The services that issue, track and
 * tell are fakes on this machine's loopback; nothing else is called.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "The whole way on a made-up organisation: find, say whose, decide, revoke, prove.",
      "No network, no settings; takes about half a minute and leaves a folder to look into."
    })
final class DemoCommand implements Callable<Integer> {
  /** Of the keys: every demo has the same ones. */
  static final long SEED = 20_261_120L;

  private static final String MARKER = ".straykey-demo";
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "straykey-demo",
      description =
          "Where the organisation is made (default straykey-demo; made anew if it is one).")
  private Path folder = Path.of("straykey-demo");

  @Option(names = "--verbose", description = "Every place, and every step as it happens.")
  private boolean verbose;

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    boolean colour = Screen.wantsColour(surroundings.environment());
    makeRoom();
    var behaviour =
        Behaviour.usual()
            .withLag(Duration.ofSeconds(3))
            .tooManyRequestsFirst("workos")
            .failFirstMessage();
    try (FakeServices services = FakeServices.start(surroundings.clock(), behaviour)) {
      Acme acme = Acme.writeTo(folder, surroundings.clock().instant(), SEED, services);
      Files.writeString(acme.folder().resolve(MARKER), "Made by 'straykey demo'.\n");
      var story = new DemoStory(out, colour);
      story.begin(acme);

      RunResult seen = run(acme, false, event -> {});
      story.chapter("What leaked, and whose is it?", "scan --introspect", true);
      report(seen, out, colour);

      story.chapter(
          "What now? The plan's automatic lines are carried out",
          "scan --introspect --apply",
          true);
      RunResult done = run(acme, true, event -> showStep(event, out));
      report(done, acme.folder().resolve("report"));
      story.proof(done);

      story.chapter("Can it be believed?", "evidence verify", false);
      boolean holds =
          new EvidenceDesk(in(acme), acme.config()).verify(null, done.evidenceHead(), out);
      boolean asPlanned = story.end(acme, services, done) && holds;
      out.flush();
      return asPlanned ? 0 : 1;
    }
  }

  /** A folder of a demo before is made anew; anything else is left alone. */
  private void makeRoom() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.exists(folder.resolve(MARKER))) {
      throw new InvalidInputException(
          "SK-1019",
          "%s is there already and was not made by a demo".formatted(folder),
          "Name another one with --folder DIR");
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private RunResult run(Acme acme, boolean apply, java.util.function.Consumer<RunEvent> events) {
    RunRequest scan = RunRequest.of(acme.folder());
    var request =
        RunRequest.of(acme.scanPaths().stream().map(this::asNamed).toList())
            .config(acme.config())
            .introspect(true)
            .plan(apply ? acme.folder().resolve("plan.json") : null)
            .apply(apply)
            .failOn(scan.failOn())
            .startedBy(scan.startedBy())
            .build();
    return Pipeline.run(request, in(acme), events);
  }

  /** Paths as the visitor would type them: below the folder that was named. */
  private String asNamed(Path path) {
    return folder.resolve(path.getFileName()).toString();
  }

  /** The demo's state lies in its own folder, whatever the process around it has. */
  private Surroundings in(Acme acme) {
    Map<String, String> environment = new HashMap<>(surroundings.environment());
    environment.put("STRAYKEY_HOME", acme.folder().resolve("state").toString());
    environment.remove("STRAYKEY_FINGERPRINT_KEY");
    return new Surroundings(
        environment,
        surroundings.input(),
        surroundings.clock(),
        surroundings.sleeper(),
        surroundings.version());
  }

  private void report(RunResult result, PrintWriter out, boolean colour) {
    ReportTarget.write(result, ReportTarget.parse(List.of("text=-")), out, colour, verbose);
  }

  private static void report(RunResult result, Path stem) {
    var targets =
        ReportTarget.parse(
            List.of(
                "text=" + stem + ".txt",
                "json=" + stem + ".json",
                "html=" + stem + ".html",
                "sarif=" + stem + ".sarif"));
    ReportTarget.write(result, targets, java.io.Writer.nullWriter(), false, true);
  }

  private static void showStep(RunEvent event, PrintWriter out) {
    if (event instanceof RunEvent.Step step) {
      out.println("  " + step.text());
      out.flush();
    }
  }
}
