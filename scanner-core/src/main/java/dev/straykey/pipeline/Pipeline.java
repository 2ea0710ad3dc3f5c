package dev.straykey.pipeline;

import dev.straykey.model.Attribution;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.model.Keyring;
import dev.straykey.model.RunResult;
import dev.straykey.remediate.PlanLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
    return new Pipeline(request, surroundings, events).run();
  }

  private RunResult run() {
    Instant now = surroundings.clock().instant();
    try (var keyring = new Keyring(MOST_KEYS);
        var settings = Settings.load(request, surroundings, now, events)) {

      // Source → Unit → Document → Match → Finding → Attribution → Decision → Outcome → Evidence
      ScanStage.Scanned scanned = scan(settings, keyring);
      List<Attribution> attributions = settings.attribute(scanned.findings(), keyring, events);
      List<Finding> findings = Suppressions.of(settings, scanned, keyring).judge(attributions);
      List<Decision> decisions = DecideStage.decide(settings, findings, attributions, now);
      List<PlanLine> plan = lines(findings, attributions, decisions);
      return new ApplyStage(request, settings, surroundings, events)
          .carryOut(scanned, plan, keyring, now);
    }
  }

  private ScanStage.Scanned scan(Settings settings, Keyring keyring) {
    if (!request.git().incremental()) {
      return new ScanStage(request, settings, keyring, surroundings.input(), null, events).scan();
    }
    try (var memory = StoreMemory.open(request, settings, surroundings)) {
      return new ScanStage(request, settings, keyring, surroundings.input(), memory, events).scan();
    }
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
