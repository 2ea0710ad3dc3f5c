package dev.straykey.pipeline;

import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.RunResult;
import dev.straykey.model.ScanMemory;
import dev.straykey.model.ScannerException;
import dev.straykey.model.Skip;
import dev.straykey.model.SourceReport;
import dev.straykey.model.Unit;
import dev.straykey.scan.ScanEngine;
import dev.straykey.source.Checkout;
import dev.straykey.source.ReadOptions;
import dev.straykey.source.Source;
import dev.straykey.source.Sources;
import dev.straykey.source.StandardInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
  /** How many sources are read at once. */
  private static final int AT_ONCE = 4;

  private final RunRequest request;
  private final ScanSettings settings;
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
      ScanSettings settings,
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
    this.engine = new ScanEngine(settings.rules(), settings.known());
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

  /** A place to read: its source is known once it has been looked at. */
  private record Target(Path path, String name, @Nullable Source source) {}

  Scanned scan() {
    var targets = new ArrayDeque<Target>();
    request.targets().forEach(target -> targets.add(target(target)));
    for (Target target : targets) {
      TreeSettings.check(
          target.path(), target.name()); // what is wrong ends the run before anything was read
    }
    if (request.build() != null) {
      for (BuildScope.NamedText text : request.build().texts()) {
        var bytes = new java.io.ByteArrayInputStream(text.text().getBytes(StandardCharsets.UTF_8));
        targets.add(new Target(Path.of("-"), text.name(), new StandardInput(bytes, text.name())));
      }
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
      // A few are begun before the first has ended, for small ones keep one thread busy; they end
      // in the order in which they were begun.
      var begun = new ArrayDeque<Begun>();
      for (int done = 0; !targets.isEmpty() || !begun.isEmpty(); ) {
        while (!targets.isEmpty() && begun.size() < AT_ONCE) {
          begun.add(begin(targets.remove(), workers));
        }
        Begun first = begun.remove();
        int all = done + 1 + begun.size() + targets.size();
        if (all > 1) {
          String which = "source %d of %d".formatted(done + 1, all);
          events.accept(new RunEvent.Progress(which, first.target().name(), done));
        }
        end(first, targets);
        done++;
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
    Path path = name.isBlank() ? null : Given.path(name);
    if (path == null) {
      throw new InvalidInputException(
          "SK-1010",
          "A PATH is empty",
          "Name a file, a folder or a repository that exists, or . for where you are; a variable"
              + " may not be set");
    }
    if (!Files.exists(path)) {
      throw new InvalidInputException(
          "SK-1010",
          "There is nothing at " + name,
          "Name a file, a folder or a repository that exists, or - for standard input");
    }
    return new Target(path, name, request.as() == null ? null : Sources.byKind(request.as()));
  }

  /** A source that is being read, and the sources that were met in it. */
  private record Begun(
      Target target, SourceTally tally, List<Future<List<Finding>>> units, List<Target> inside) {}

  private Begun begin(Target target, ExecutorService workers) {
    var tally = new SourceTally(target.name());
    var begun = new Begun(target, tally, new ArrayList<>(), new ArrayList<>());
    try {
      Source source = target.source() == null ? Sources.recognise(target.path()) : target.source();
      tally.kind(source.kind());
      readTreeSettings(target, source.kind(), tally);
      ReadOptions options = options();
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
                (path, name) -> nested(target, path, name, begun.inside(), tally),
                memory,
                events);
        begun.units().add(workers.submit(reading));
      }
    } catch (IOException e) {
      tally.broken(e);
    } catch (ScannerException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      tally.skipped(new Skip(target.name(), Skip.Reason.BROKEN, Unforeseen.detail(e)));
    }
    return begun;
  }

  private void end(Begun begun, Deque<Target> more) {
    SourceTally tally = begun.tally();
    try {
      for (Future<List<Finding>> one : begun.units()) {
        findings.add(one.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tally.interrupted();
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
    more.addAll(begun.inside());
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
    BuildScope build = request.build();
    return new ReadOptions(
        request.history(),
        request.staged(),
        request.range(),
        request.since(),
        request.audience(),
        settings.audience(),
        null,
        globs(build == null ? List.of() : build.excludes()),
        "dir".equals(request.as()),
        request.git().ignored(),
        request.git().submodules(),
        request.git().index(),
        request.git().quarantine(),
        build == null || !build.checkout()
            ? null
            : new Checkout(build.base(), build.ci(), globs(build.includes())));
  }

  /** What a change can edit leaves nothing out where the organisation has a say. */
  private List<String> globs(List<String> asked) {
    return settings.guarded() ? List.of() : asked;
  }

  /** Takes an export or a repository inside a folder as a source of its own. */
  private static boolean nested(
      Target parent, Path path, String name, List<Target> more, SourceTally tally)
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

  /**
   * Takes what a tree says of itself. Of a tree that was met on the way, a wrong file is said and
   * not believed: what was read before it must not be lost.
   */
  private void readTreeSettings(Target target, String kind, SourceTally tally) throws IOException {
    if (!kind.equals("git") && !kind.equals("dir")) {
      return;
    }
    try {
      TreeSettings said = TreeSettings.read(target.path(), target.name(), believed);
      if (said != null) {
        trees.add(said);
      }
    } catch (InvalidInputException e) {
      tally.skipped(
          new Skip(
              target.name(),
              Skip.Reason.BROKEN,
              "its settings count for nothing: " + e.getMessage()));
    }
  }
}
