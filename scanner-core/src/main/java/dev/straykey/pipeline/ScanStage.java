package dev.straykey.pipeline;

import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.RunResult;
import dev.straykey.model.ScanMemory;
import dev.straykey.model.Skip;
import dev.straykey.model.SourceReport;
import dev.straykey.model.Unit;
import dev.straykey.scan.RepositorySettings;
import dev.straykey.scan.ScanEngine;
import dev.straykey.source.ReadOptions;
import dev.straykey.source.Source;
import dev.straykey.source.Sources;
import dev.straykey.source.StandardInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Source → Unit → Document → Match → Finding: reads every source and joins what was found. */
final class ScanStage {
  /** A settings file of a scanned tree that is larger says more than it may. */
  private static final long MOST_SETTINGS_BYTES = 1 << 20;

  private final RunRequest request;
  private final Settings settings;
  private final Keyring keyring;
  private final InputStream input;
  private final @Nullable ScanMemory memory;
  private final Consumer<RunEvent> events;
  private final ScanEngine engine;
  private final List<SourceReport> reports = new ArrayList<>();
  private final List<List<Finding>> findings = new ArrayList<>();
  private final List<TreeSettings> trees = new ArrayList<>();
  private final List<RunResult.Believed> believed = new ArrayList<>();

  ScanStage(
      RunRequest request,
      Settings settings,
      Keyring keyring,
      InputStream input,
      @Nullable ScanMemory memory,
      Consumer<RunEvent> events) {
    this.memory = memory;
    this.input = input;
    this.request = request;
    this.settings = settings;
    this.keyring = keyring;
    this.events = events;
    this.engine = new ScanEngine(settings.rules, settings.inventory.knownKeys());
  }

  /**
   * What was read and found.
   *
   * @param trees what scanned trees say of themselves
   * @param believed the files in which they say it
   */
  record Scanned(
      List<Finding> findings,
      List<SourceReport> reports,
      List<TreeSettings> trees,
      List<RunResult.Believed> believed) {}

  /** A scanned tree's own {@code .straykey.yaml}: what it says counts for that source alone. */
  record TreeSettings(String source, RepositorySettings said) {}

  /** A place to read: its source is known once it has been looked at. */
  private record Target(Path path, String name, @Nullable Source source) {}

  Scanned scan() {
    var targets = new ArrayDeque<Target>();
    request.targets().forEach(target -> targets.add(target(target)));
    for (Target target : targets) {
      checkTreeSettings(target); // what is wrong ends the run before anything was read
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors())),
            task -> {
              var thread = new Thread(task, "straykey-scan");
              thread.setDaemon(true);
              return thread;
            });
    try {
      for (int done = 0; !targets.isEmpty(); done++) {
        Target target = targets.poll();
        if (done + targets.size() > 0) {
          String which = "source %d of %d".formatted(done + 1, done + 1 + targets.size());
          events.accept(new RunEvent.Progress(which, target.name(), done));
        }
        scan(target, targets, workers);
      }
    } finally {
      workers.shutdownNow();
    }
    var redactor = new Redactor(engine, keyring);
    return new Scanned(
        redactor.findings(FindingMerge.merge(findings)),
        reports.stream().map(redactor::report).toList(),
        trees,
        believed);
  }

  private Target target(String name) {
    if (name.equals("-")) {
      return new Target(Path.of("-"), "-", new StandardInput(input));
    }
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw new InvalidInputException(
          "SK-1010",
          "There is nothing at " + name,
          "Name a file, a folder or a repository that exists, or - for standard input");
    }
    return new Target(path, name, request.as() == null ? null : Sources.byKind(request.as()));
  }

  private void scan(Target target, Deque<Target> more, ExecutorService workers) {
    var tally = new SourceTally(target.name());
    try {
      Source source = target.source() == null ? Sources.recognise(target.path()) : target.source();
      tally.kind(source.kind());
      readTreeSettings(target, source.kind(), tally);
      ReadOptions options = options();
      var running = new ArrayList<Future<List<Finding>>>();
      for (Unit unit : source.units(target.path(), options)) {
        tally.unit();
        var reading =
            new UnitReading(
                source,
                unit,
                options,
                engine,
                settings,
                keyring,
                tally,
                (path, name) -> nested(target, path, name, more, tally),
                memory,
                events);
        running.add(workers.submit(reading));
      }
      for (Future<List<Finding>> one : running) {
        findings.add(one.get());
      }
    } catch (IOException e) {
      tally.broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tally.interrupted();
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
    boolean partAsked =
        request.staged()
            || request.range() != null
            || request.since() != null
            || request.git().quarantine() != null;
    reports.add(tally.report(partAsked));
  }

  /** What a worker threw is our own error; what a unit could not read is in the tally already. */
  private static RuntimeException rethrown(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException runtime) {
      return runtime;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e.getCause());
  }

  private ReadOptions options() {
    return new ReadOptions(
        request.history(),
        request.staged(),
        request.range(),
        request.since(),
        request.audience(),
        settings.configuration.audience(),
        null,
        List.of(),
        "dir".equals(request.as()),
        request.git().ignored(),
        request.git().submodules(),
        request.git().index(),
        request.git().quarantine());
  }

  /** Takes an export or a repository inside a folder as a source of its own. */
  private static boolean nested(
      Target parent, Path path, String name, Deque<Target> more, SourceTally tally)
      throws IOException {
    Source source = Sources.recognise(path);
    if (!source.standsAlone()) {
      return false;
    }
    tally.handedOver();
    synchronized (more) {
      more.add(new Target(path, parent.name() + "/" + name, source));
    }
    return true;
  }

  private static @Nullable Path settingsFile(Target target) {
    Path file = target.path().resolve(".straykey.yaml");
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? file : null;
  }

  private static void checkTreeSettings(Target target) {
    Path file = settingsFile(target);
    if (file != null) {
      try {
        parse(target, bytes(target, file));
      } catch (IOException e) {
        throw new InvalidInputException(
            "SK-1000",
            "%s/.straykey.yaml cannot be read (%s)"
                .formatted(target.name(), e.getClass().getSimpleName()),
            "Check that the file may be read",
            e);
      }
    }
  }

  /**
   * Takes what a tree says of itself. Of a tree that was met on the way, a wrong file is said and
   * not believed: what was read before it must not be lost.
   */
  private void readTreeSettings(Target target, String kind, SourceTally tally) throws IOException {
    Path file = settingsFile(target);
    if (file == null || !(kind.equals("git") || kind.equals("dir"))) {
      return;
    }
    try {
      byte[] bytes = bytes(target, file);
      trees.add(new TreeSettings(target.name(), parse(target, bytes)));
      believed.add(
          new RunResult.Believed(target.name() + "/.straykey.yaml", Configuration.sha256(bytes)));
    } catch (InvalidInputException e) {
      tally.skipped(
          new Skip(
              target.name() + "/.straykey.yaml",
              Skip.Reason.BROKEN,
              "its settings count for nothing: " + e.getMessage()));
    }
  }

  private static byte[] bytes(Target target, Path file) throws IOException {
    if (Files.size(file) > MOST_SETTINGS_BYTES) {
      throw new InvalidInputException(
          "SK-1015",
          "%s/.straykey.yaml is larger than 1 MiB".formatted(target.name()),
          "Keep only what accepts findings that are still there");
    }
    return Files.readAllBytes(file);
  }

  private static RepositorySettings parse(Target target, byte[] bytes) {
    return RepositorySettings.parse(
        new String(bytes, StandardCharsets.UTF_8), target.name() + "/.straykey.yaml");
  }
}
