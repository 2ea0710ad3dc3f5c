package dev.straykey.pipeline;

import dev.straykey.model.Action;
import dev.straykey.model.Decision;
import dev.straykey.model.FailOn;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.Outcome;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.RunResult;
import dev.straykey.model.ScannerException;
import dev.straykey.model.WireName;
import dev.straykey.remediate.TravelSeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a controller does with keys that its agents found and sealed to it: opens them in memory and
 * goes on as {@code straykey scan --apply} does, with the organisation's configuration alone.
 */
public final class ActingDesk {
  private static final int MOST_ERRORS = 20;

  private final Surroundings surroundings;
  private final Path config;
  private final byte[] pair;

  /**
   * @param config the organisation's straykey.yaml
   * @param pair as {@link #newPair} made it
   */
  public ActingDesk(Surroundings surroundings, Path config, byte[] pair) {
    this.surroundings = surroundings;
    this.config = config;
    this.pair = pair.clone();
  }

  /** Returns a new key pair that agents seal to; to be kept where only the controller reads it. */
  public static byte[] newPair() {
    return TravelSeal.newPair();
  }

  /**
   * What became of the keys of one build.
   *
   * @param states in words, by the fingerprint (hex) that the agent named
   * @param errors what could not be opened, each with its code; the first of them
   */
  public record Acted(Map<String, String> states, List<String> errors) {
    public Acted {
      states = Map.copyOf(states);
      errors = List.copyOf(errors);
    }
  }

  /**
   * Attributes, decides and carries out what is automatic.
   *
   * @param build by the name that its keys were sealed for, such as {@code folder/job#12}
   * @param page where a person looks at the build; null when nobody knows
   * @throws dev.straykey.model.ScannerException when the configuration, or a file or store that it
   *     names, cannot be used; nothing was acted on then
   */
  public Acted act(
      String build, @Nullable String page, List<AgentFinding> found, Consumer<RunEvent> events) {
    var travelled = new Travelled(build, page, found, TravelSeal.opening(pair));
    Path plan = planFile();
    RunRequest request =
        RunRequest.of(List.of())
            .config(config)
            .introspect(true)
            .apply(true)
            .plan(plan)
            .failOn(FailOn.NONE)
            .startedBy("jenkins " + build)
            .build();
    RunResult result = Pipeline.act(request, travelled, surroundings, events);
    String kept = keepForAPerson(plan, result);
    Map<Fingerprint, String> states = new LinkedHashMap<>();
    result.results().forEach(r -> states.put(r.finding().fingerprint(), state(r, kept)));
    Map<String, String> named = new LinkedHashMap<>();
    travelled.said().forEach((said, ours) -> named.put(said.hex(), states.getOrDefault(ours, "")));
    List<String> errors = travelled.errors();
    if (errors.size() > MOST_ERRORS) {
      int more = errors.size() - MOST_ERRORS;
      errors = new ArrayList<>(errors.subList(0, MOST_ERRORS));
      errors.add("and %,d more sealed keys that cannot be used".formatted(more));
    }
    return new Acted(named, errors);
  }

  private Path planFile() {
    try {
      Path folder = Files.createDirectories(surroundings.stateFolder().resolve("plans"));
      return Files.createTempFile(folder, "plan", ".new");
    } catch (IOException e) {
      throw new ScannerException(
          "SK-4233",
          "The plan for what a build found cannot be written below %s (%s)"
              .formatted(surroundings.stateFolder(), FileTrouble.of(e)),
          "Let the process write the folder for the store");
    }
  }

  /** A plan with endings that wait for a person is what that person approves; others are done. */
  private static String keepForAPerson(Path plan, RunResult result) {
    String hash = result.planHash();
    try {
      if (hash == null || result.results().stream().noneMatch(ActingDesk::waits)) {
        Files.deleteIfExists(plan);
        return "";
      }
      Path kept = plan.resolveSibling("plan-%.12s.json".formatted(hash));
      Files.move(plan, kept, StandardCopyOption.REPLACE_EXISTING);
      return kept.toString();
    } catch (IOException e) {
      return plan.toString(); // under the name that it has
    }
  }

  private static boolean waits(RunResult.Result result) {
    Decision decision = result.decision();
    return decision != null
        && (decision.actions().contains(Action.REVOKE)
            || decision.actions().contains(Action.DISABLE))
        && !decision.endsTheKeyNow();
  }

  private static String state(RunResult.Result result, String plan) {
    var parts = new ArrayList<String>();
    if (waits(result) && !plan.isEmpty()) {
      parts.add("waits for approval of " + plan);
    }
    if (result.timeline() != null) {
      parts.add(WireName.of(result.timeline().state()));
    }
    String trouble =
        result.outcomes().stream()
            .filter(o -> o.state() == OutcomeState.FAILED || o.state() == OutcomeState.REFUSED)
            .map(ActingDesk::words)
            .distinct()
            .collect(Collectors.joining("; "));
    if (!trouble.isEmpty()) {
      parts.add(trouble);
    }
    Decision decision = result.decision();
    if (parts.isEmpty() && decision != null) {
      parts.add(decision.actions().isEmpty() ? "nothing to do" : decision.reason());
    }
    return Inert.of(String.join("; ", parts));
  }

  private static String words(Outcome outcome) {
    return "%s %s (%s)"
        .formatted(WireName.of(outcome.action()), WireName.of(outcome.state()), outcome.detail());
  }
}
