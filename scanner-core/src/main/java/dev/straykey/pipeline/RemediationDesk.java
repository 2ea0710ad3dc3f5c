package dev.straykey.pipeline;

import dev.straykey.evidence.ChainLog;
import dev.straykey.inventory.FingerprintKeys;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.Outcome;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.Person;
import dev.straykey.model.RemediationState;
import dev.straykey.model.WireName;
import dev.straykey.people.Directory;
import dev.straykey.remediate.Applied;
import dev.straykey.remediate.Approvals;
import dev.straykey.remediate.Plan;
import dev.straykey.remediate.PlanLine;
import dev.straykey.remediate.Remediator;
import dev.straykey.remediate.Status;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code straykey remediate} asks for. */
public final class RemediationDesk extends Desk {
  /** Sealed keys are opened one at a time; this is only the room for those of one run. */
  private static final int MOST_KEYS = 100_000;

  public RemediationDesk(Surroundings surroundings, @Nullable Path config) {
    super(surroundings, config);
  }

  /** Prints where every key stands; returns whether all is done. */
  public boolean status(PrintWriter out) {
    return with(
        false,
        remediator -> {
          List<Status> all = remediator.status();
          all.forEach(status -> print(status, out));
          out.printf("%,d keys%n", all.size());
          var heartbeat = remediator.heartbeat();
          out.printf(
              "'straykey remediate resume' last ran: %s%n",
              heartbeat == null ? "never; deadlines fire only when it runs" : heartbeat);
          return all.stream()
              .allMatch(s -> s.timeline().state() == RemediationState.CLOSED && !s.overdue());
        });
  }

  /** Returns where every key stands, in words for a page, by its fingerprint (hex). */
  public Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    with(
        false,
        remediator -> {
          remediator.status().forEach(s -> states.put(s.fingerprint().hex(), words(s)));
          return true;
        });
    return states;
  }

  private static String words(Status status) {
    return Inert.of(
        WireName.of(status.timeline().state())
            + (status.task() == null ? "" : ", task " + status.task())
            + (status.overdue() ? ", overdue since " + status.deadline() : ""));
  }

  /** Goes on with what is unfinished; returns whether nothing failed and nothing is overdue. */
  public boolean resume(PrintWriter out, Consumer<RunEvent> events) {
    return with(
        true,
        remediator -> {
          try (var keyring = new Keyring(MOST_KEYS)) {
            List<Applied> applied =
                remediator.resume(keyring, lines -> limited(lines, remediator), Steps.to(events));
            applied.forEach(one -> print(one, out));
            out.printf("%,d keys gone on with%n", applied.size());
            return applied.stream().noneMatch(RemediationDesk::failed)
                && remediator.status().stream().noneMatch(Status::overdue);
          }
        });
  }

  /** Carries out the approved lines of a plan; returns whether nothing failed. */
  public boolean apply(Path file, PrintWriter out, Consumer<RunEvent> events) {
    Plan plan = Plan.read(file);
    FingerprintKeys keys = fingerprintKeys(false);
    if (plan.kid() != null && keys.byKid(plan.kid()) == null) {
      throw new InvalidInputException(
          "SK-1021",
          "The plan was made under kid %s, at hand is %s"
              .formatted(plan.kid(), String.join(", ", keys.kids())),
          "Give the fingerprint key that the plan was made with");
    }
    return with(
        true,
        remediator -> {
          try (var keyring = new Keyring(MOST_KEYS)) {
            List<Applied> applied = remediator.applyApproved(plan, keyring, Steps.to(events));
            applied.forEach(one -> print(one, out));
            return applied.stream().noneMatch(RemediationDesk::failed);
          }
        });
  }

  /** What ends because nobody answered counts against the same limits as a run that applies. */
  private List<PlanLine> limited(List<PlanLine> lines, Remediator remediator) {
    Instant hourAgo = surroundings.clock().instant().minus(Duration.ofHours(1));
    return Limits.hold(configuration.limits(), lines, remediator.endedSince(hourAgo));
  }

  /**
   * Keeps that the person whose credential is given approves a plan, or refuses it.
   *
   * @param credential {@code env:NAME} or {@code file:PATH} of the person's own credential at the
   *     tracker
   */
  public void say(Path file, boolean approves, String credential, PrintWriter out) {
    Plan plan = Plan.read(file);
    Directory people = people();
    SignIn.SignedIn who = new SignIn(configuration, people, surroundings).person(credential);
    if (approves && startedBy(plan, who.person())) {
      throw Approvals.ownRun(who.person().id());
    }
    try (Store store = Store.open(storeUrl())) {
      var approvals = new Approvals(store, new ChainLog(store));
      Instant at = surroundings.clock().instant();
      if (approves) {
        approvals.approve(plan.hash(), who.person().id(), who.via(), at);
      } else {
        approvals.refuse(plan.hash(), who.person().id(), who.via(), at);
      }
      out.printf(
          "plan %s %s by %s (%s), %s%n",
          plan.hash(),
          approves ? "approved" : "refused",
          Inert.of(who.person().name()),
          Inert.of(who.person().id()),
          who.via());
      if (approves) {
        approvals.waiting(plan).forEach(line -> out.println(Inert.of(line)));
      }
    }
  }

  /** Who starts runs is known by the name of an account of the system. */
  private static boolean startedBy(Plan plan, Person person) {
    String started = plan.startedBy();
    String email = person.email();
    return started.equalsIgnoreCase(person.id())
        || (email != null
            && (started.equalsIgnoreCase(email)
                || started.equalsIgnoreCase(email.replaceFirst("@.*", ""))));
  }

  private Directory people() {
    return configuration.people() == null
        ? Directory.empty()
        : Directory.read(configuration.people());
  }

  private boolean with(boolean network, Function<Remediator, Boolean> work) {
    RuleSet rules = RuleFiles.shipped();
    for (Path file : configuration.rules()) {
      rules = RuleFiles.load(rules, file, true);
    }
    Directory people = people();
    try (Services services =
            Services.of(
                configuration, rules, network, network, surroundings, fingerprintKeys(true));
        Store store = Store.open(storeUrl())) {
      return work.apply(new Remediator(services.room(store, people, surroundings)));
    }
  }

  private static void print(Status status, PrintWriter out) {
    out.printf(
        "%s  %-28s %-14s%s%s%s%n",
        status.fingerprint().brief(),
        Inert.of(status.title()),
        WireName.of(status.timeline().state()),
        status.task() == null ? "" : "  task " + Inert.of(status.task()),
        status.overdue() ? "  OVERDUE since " + status.deadline() : "",
        status.unfinished().isEmpty() ? "" : "  " + String.join(", ", status.unfinished()));
  }

  private static void print(Applied applied, PrintWriter out) {
    for (Outcome outcome : applied.outcomes()) {
      out.printf(
          "%s  %-8s %-12s %s%n",
          applied.fingerprint().brief(),
          WireName.of(outcome.action()),
          WireName.of(outcome.state()),
          Inert.of(outcome.detail()));
    }
  }

  private static boolean failed(Applied applied) {
    return applied.outcomes().stream().anyMatch(o -> o.state() == OutcomeState.FAILED);
  }
}
