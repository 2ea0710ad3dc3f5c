package dev.straykey.pipeline;

import dev.straykey.model.Attribution;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.model.Keyring;
import dev.straykey.model.RunResult;
import dev.straykey.model.ScanMemory;
import dev.straykey.remediate.PlanLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The order of one run: from sources to a key proved dead.
 *
 * <p><b>Errors:</b> {@link dev.straykey.model.InvalidInputException} before anything is scanned;
 * what goes wrong later stands in the result.
 */
public final class Pipeline {
  /** Keys of which one run can still speak to the issuers; more are found but not acted on. */
  private static final int MOST_KEYS = 2_000_000;

  private final RunRequest request;
  private final Surroundings surroundings;
  private final Consumer<RunEvent> events;

  private Pipeline(RunRequest request, Surroundings surroundings, Consumer<RunEvent> events) {
    this.request = request;
    this.surroundings = surroundings;
    this.events = events;
  }

  /** Runs what {@code request} asks; says on the way what it is at. */
  public static RunResult run(
      RunRequest request, Surroundings surroundings, Consumer<RunEvent> events) {
    var pipeline = new Pipeline(request, surroundings, events);
    return pipeline.run(pipeline::scan);
  }

  /** Runs the same with what agents found, in the place of a scan. */
  static RunResult act(
      RunRequest request,
      Travelled travelled,
      Surroundings surroundings,
      Consumer<RunEvent> events) {
    return new Pipeline(request, surroundings, events).run(travelled::open);
  }

  private RunResult run(BiFunction<Settings, Keyring, ScanStage.Scanned> finds) {
    Instant now = surroundings.clock().instant();
    try (var keyring = new Keyring(MOST_KEYS);
        var settings = Settings.load(request, surroundings, now, events)) {

      // Source → Unit → Document → Match → Finding → Attribution → Decision → Outcome → Evidence
      ScanStage.Scanned scanned = finds.apply(settings, keyring);
      List<Attribution> attributions = settings.attribute(scanned.findings(), keyring, events);
      Suppressions suppressions =
          Suppressions.of(settings.baseline, settings.rules, now, scanned, keyring);
      List<Finding> findings =
          Reviewed.counting(request, settings, keyring, events, suppressions.judge(attributions));
      settings.notices.addAll(suppressions.notices(request.baseline(), request.isWhole()));
      List<Decision> decisions = DecideStage.decide(settings, findings, attributions, now);
      List<PlanLine> plan = lines(findings, attributions, decisions);
      return new ApplyStage(request, settings, surroundings, events)
          .carryOut(scanned, plan, keyring, now);
    }
  }

  private ScanStage.Scanned scan(Settings settings, Keyring keyring) {
    if (!request.git().incremental()) {
      return stage(settings, keyring, null).scan();
    }
    try (var memory = StoreMemory.open(request, settings, surroundings)) {
      return stage(settings, keyring, memory).scan();
    }
  }

  private ScanStage stage(Settings settings, Keyring keyring, @Nullable ScanMemory memory) {
    return new ScanStage(
        request, settings.forScanning(request), keyring, surroundings.input(), memory, events);
  }

  private static List<PlanLine> lines(
      List<Finding> findings, List<Attribution> attributions, List<Decision> decisions) {
    var lines = new ArrayList<PlanLine>();
    for (int i = 0; i < findings.size(); i++) {
      lines.add(new PlanLine(findings.get(i), attributions.get(i), decisions.get(i)));
    }
    return lines;
  }
}
