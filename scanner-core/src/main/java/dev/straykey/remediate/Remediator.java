package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries out decisions: ends keys at their issuers, proves them dead, opens and closes tasks,
 * tells people.
 *
 * <p><b>Shape:</b> lines of a plan in; one {@link Applied} a line out. One run at a time works on a
 * store; what it could not finish within {@link Room#patience()} is left for {@link #resume}.
 *
 * <p><b>Errors:</b> {@link dev.straykey.model.ScannerException} SK-4002 when another run is at
 * work. What an issuer, a tracker or a notifier does wrong is an outcome, never an exception. A
 * crash at any step loses nothing and repeats no effect: the next run finds out what became of it.
 */
public final class Remediator {
  private final Room room;

  public Remediator(Room room) {
    this.room = room;
  }

  /** Does what the lines decide and may be done without a person. */
  public List<Applied> apply(List<PlanLine> lines, Keyring keyring, Consumer<Step> progress) {
    return exclusively(
        () -> {
          var run = new Run(room, keyring, progress);
          return carryOut(run, lines, line -> new Permit(Guard.withoutAPerson(line), Set.of()));
        });
  }

  /**
   * Remembers a plan, so that it can be approved, and seals the keys that it would end, so that a
   * later process can.
   */
  public void register(Plan plan, Keyring keyring) {
    new Approvals(room.store(), room.evidence()).register(plan);
    var keys = new SealedKeys(room.store(), room.seal());
    plan.lines().stream()
        .filter(line -> !Guard.wanted(line).isEmpty() && Guard.never(line).isEmpty())
        .forEach(line -> keys.keep(line.fingerprint(), keyring, room.clock().instant()));
  }

  /** Returns what people said of plans, to add to it. */
  public Approvals approvals() {
    return new Approvals(room.store(), room.evidence());
  }

  /**
   * Does what was approved of a plan; a line that lacks approvals is refused.
   *
   * @throws InvalidInputException SK-5020 when this store does not know the plan, since it was
   *     changed or made elsewhere; SK-5023 when somebody refused it
   */
  public List<Applied> applyApproved(Plan plan, Keyring keyring, Consumer<Step> progress) {
    var approvals = approvals();
    String hash = plan.hash();
    if (!approvals.isRegistered(hash)) {
      throw Approvals.unknownPlan();
    }
    if (approvals.isRefused(hash)) {
      throw new InvalidInputException(
          "SK-5023",
          "The plan was refused by one of those who may approve it",
          "Make a new plan with 'straykey scan --plan FILE'");
    }
    return exclusively(
        () -> {
          var run = new Run(room, keyring, progress);
          return carryOut(run, plan.lines(), line -> permit(approvals, plan, hash, line));
        });
  }

  private static Permit permit(Approvals approvals, Plan plan, String hash, PlanLine line) {
    var counted = approvals.counted(hash, plan.startedBy(), Recipients.approvers(line));
    int needed = Math.max(1, line.decision().approvalsNeeded());
    var why = new ArrayList<>(Guard.never(line));
    if (counted.size() < needed) {
      why.add("waits for approval: %d of %d".formatted(counted.size(), needed));
    }
    return new Permit(why, counted);
  }

  /**
   * Whether a line's key may be ended.
   *
   * @param refusals why not; empty when it may
   */
  private record Permit(List<String> refusals, Set<String> approvedBy) {}

  private interface Door {
    Permit permit(PlanLine line);
  }

  private List<Applied> carryOut(Run run, List<PlanLine> lines, Door door) {
    var at = run.now();
    recover(run, at);
    var endedBefore = new HashSet<Fingerprint>();
    var keys = new LinkedHashSet<Fingerprint>();
    var intake = new Intake(run);
    for (var line : lines.stream().sorted(PlanLine.ORDER).toList()) {
      if (line.decision().actions().isEmpty() || keys.contains(line.fingerprint())) {
        continue;
      }
      var before = run.cases.find(line.fingerprint());
      if (before != null && before.ended()) {
        endedBefore.add(line.fingerprint());
      }
      var permit = door.permit(line);
      intake.take(line, permit.refusals(), permit.approvedBy(), at);
      keys.add(line.fingerprint());
    }
    new WorkLoop(run).work(keys, at.plus(room.patience()));
    var outcomes = new Outcomes(run);
    return lines.stream()
        .map(
            line ->
                keys.contains(line.fingerprint())
                    ? outcomes.of(
                        run.reload(line.fingerprint()), endedBefore.contains(line.fingerprint()))
                    : new Applied(
                        line.fingerprint(), List.of(), null, line.attribution().validity()))
        .toList();
  }

  /**
   * Goes on with all that is unfinished: due looks, unsent messages, open tasks; fires deadlines.
   *
   * @param limits given what would be revoked because nobody answered, returns the same lines in
   *     their order, held where that is too much at once
   */
  public List<Applied> resume(
      Keyring keyring, UnaryOperator<List<PlanLine>> limits, Consumer<Step> progress) {
    return exclusively(
        () -> {
          var run = new Run(room, keyring, progress);
          var at = run.now();
          recover(run, at);
          var unfinished = run.cases.unfinished();
          var endedBefore = new HashSet<Fingerprint>();
          unfinished.stream().filter(Case::ended).forEach(c -> endedBefore.add(c.fingerprint));
          new Deadlines(run, limits).fire(unfinished, at);
          var keys = new LinkedHashSet<Fingerprint>();
          unfinished.forEach(c -> keys.add(c.fingerprint));
          new WorkLoop(run).work(keys, at.plus(room.patience()));
          new Heartbeat(room.store()).beat(run.now());
          var outcomes = new Outcomes(run);
          return keys.stream()
              .map(key -> outcomes.of(run.reload(key), endedBefore.contains(key)))
              .toList();
        });
  }

  private interface Work {
    List<Applied> run();
  }

  private List<Applied> exclusively(Work work) {
    var lock = room.store().lock("remediate", room.patience().plus(Duration.ofSeconds(30)));
    try {
      return work.run();
    } finally {
      lock.close();
    }
  }

  /** What was being sent when a run was cut off may or may not have arrived. */
  private static void recover(Run run, Instant at) {
    for (var effect : run.outbox.interrupted()) {
      var c = run.cases.find(effect.fingerprint());
      if (c == null) {
        throw new IllegalStateException("an effect is always of a key");
      }
      if (effect.kind().endsKey()) {
        c.nextLookAt = at;
        c.lookFrom = at;
        c.proof = Proof.NONE;
      }
      run.step(
          c,
          at,
          "interrupted",
          WireName.of(effect.kind()),
          Run.facts().with("what", WireName.of(effect.kind())),
          () -> run.outbox.notDone(effect, Effect.State.UNKNOWN, "the run was cut off", at));
    }
  }

  /** Returns where every key stands, by the time it was first seen. */
  public List<Status> status() {
    var run = new Run(room, new Keyring(0), step -> {});
    var now = run.now();
    return run.cases.all().stream().map(c -> Status.of(run, c, now)).toList();
  }

  /** Returns how many keys were ended since {@code from}: for the hourly limit. */
  public int endedSince(Instant from) {
    return new Outbox(room.store()).endedSince(from);
  }

  /** Returns when {@link #resume} last ran to its end; null when it never did. */
  public @Nullable Instant heartbeat() {
    return new Heartbeat(room.store()).last();
  }
}
