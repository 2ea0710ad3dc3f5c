package dev.straykey.pipeline;

import dev.straykey.model.Attribution;
import dev.straykey.model.FailOn;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Keyring;
import dev.straykey.model.RunResult;
import dev.straykey.remediate.Applied;
import dev.straykey.remediate.Plan;
import dev.straykey.remediate.PlanLine;
import dev.straykey.remediate.Remediator;
import dev.straykey.remediate.Room;
import dev.straykey.store.Store;
import dev.straykey.suppress.Baseline;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decision → Outcome → Evidence: writes the plan, carries it out if asked, and sums up. */
final class ApplyStage {
  private final RunRequest request;
  private final Settings settings;
  private final Surroundings surroundings;
  private final Consumer<RunEvent> events;

  ApplyStage(
      RunRequest request, Settings settings, Surroundings surroundings, Consumer<RunEvent> events) {
    this.request = request;
    this.settings = settings;
    this.surroundings = surroundings;
    this.events = events;
  }

  RunResult carryOut(
      ScanStage.Scanned scanned, List<PlanLine> decided, Keyring keyring, Instant now) {
    writeBaseline(decided, keyring);
    if (!request.apply() && request.plan() == null) {
      // How many keys were ended in the last hour only the store knows; a dry run counts none.
      return result(scanned, plan(settings.hold(decided, 0), now), Map.of(), null, now);
    }
    try (Store store = Store.open(settings.storeUrl())) {
      Room room = settings.services.room(store, settings.people, surroundings);
      var remediator = new Remediator(room);
      int lately = remediator.endedSince(now.minus(Duration.ofHours(1)));
      Plan plan = plan(settings.hold(decided, lately), now);
      if (request.plan() != null) {
        plan.write(request.plan());
        remediator.register(plan, keyring);
      }
      var applied = new HashMap<Fingerprint, Applied>();
      if (request.apply()) {
        for (Applied one : remediator.apply(plan.lines(), keyring, Steps.to(events))) {
          applied.put(one.fingerprint(), one);
        }
      }
      return result(scanned, plan, applied, room.evidence().head(), now);
    }
  }

  private Plan plan(List<PlanLine> lines, Instant now) {
    return Plan.of(lines, now, request.startedBy(), settings.fingerprintKeys.newest().kid());
  }

  private void writeBaseline(List<PlanLine> lines, Keyring keyring) {
    if (request.writeBaseline() == null) {
      return;
    }
    List<Finding> findings = lines.stream().map(PlanLine::finding).toList();
    Baseline baseline =
        settings.baseline == null
            ? Baseline.of(keyring, findings)
            : settings.baseline.with(keyring, findings);
    try {
      baseline.write(request.writeBaseline());
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1020",
          "The baseline cannot be written to %s (%s)"
              .formatted(request.writeBaseline(), FileTrouble.of(e)),
          "Name a file in a folder that exists and may be written",
          e);
    }
  }

  /** A scanned tree can ask for more, never for less. */
  private FailOn failOn(ScanStage.Scanned scanned) {
    FailOn strictest = request.failOn();
    if (settings.guarded(request)) {
      strictest = strictest.orStricter(settings.configuration.buildsFailOn());
    }
    for (TreeSettings tree : scanned.trees()) {
      FailOn said = tree.said().failOn();
      if (said != null) {
        strictest = strictest.orStricter(said);
      }
    }
    return strictest;
  }

  private RunResult result(
      ScanStage.Scanned scanned,
      Plan plan,
      Map<Fingerprint, Applied> applied,
      @Nullable String evidenceHead,
      Instant now) {
    var results = new ArrayList<RunResult.Result>();
    for (PlanLine line : plan.lines()) {
      Applied done = applied.get(line.finding().fingerprint());
      Attribution attribution = line.attribution();
      results.add(
          done == null
              ? new RunResult.Result(
                  line.finding(), attribution, line.decision(), List.of(), null, console(line))
              : new RunResult.Result(
                  line.finding(),
                  attribution.withValidity(done.validity()),
                  line.decision(),
                  done.outcomes(),
                  done.timeline(),
                  console(line)));
    }
    var believed = new ArrayList<>(settings.believed);
    believed.addAll(scanned.believed());
    return new RunResult(
        surroundings.version(),
        now,
        scanned.reports(),
        results,
        believed,
        settings.fingerprintKeys.newest().kid(),
        evidenceHead,
        plan.lines().isEmpty() ? null : plan.hash(),
        settings.inventory.given(),
        failOn(scanned),
        settings.notices);
  }

  private @Nullable URI console(PlanLine line) {
    IssuerSpec issuer = settings.rules.issuer(line.finding().issuer());
    return issuer == null ? null : issuer.console();
  }
}
