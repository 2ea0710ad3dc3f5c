package dev.straykey.remediate;

import dev.straykey.evidence.EvidenceLog;
import dev.straykey.model.InvalidInputException;
import dev.straykey.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people said of a plan. An approval is bound to the plan's hash; it counts once a person, and
 * only from somebody whom the policy names and who did not start the run.
 *
 * <p>Who says so must have been authenticated by the caller: {@code via} names the act, such as a
 * task's transition. A name that was typed into a terminal is none.
 */
public final class Approvals {
  private final Store store;
  private final EvidenceLog evidence;

  public Approvals(Store store, EvidenceLog evidence) {
    this.store = store;
    this.evidence = evidence;
  }

  void register(Plan plan) {
    store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "insert into remediation_plan (hash, made_at, started_by, lines)"
                        + " values (?, ?, ?, ?) on conflict (hash) do nothing",
                    plan.hash(),
                    plan.madeAt().toString(),
                    plan.startedBy(),
                    plan.lines().size()));
  }

  /**
   * Keeps that {@code person} approves the plan.
   *
   * @param via the authenticated act by which the person said so
   * @throws InvalidInputException SK-5020 when no such plan is known; SK-5021 when the person
   *     started the run; SK-5022 when the person spoke before
   */
  public void approve(String planHash, String person, String via, Instant at) {
    say(planHash, person, "approved", via, at);
  }

  /**
   * Keeps that {@code person} refuses the plan; one refusal stops all of it.
   *
   * @throws InvalidInputException as {@link #approve}, but who started the run may refuse it
   */
  public void refuse(String planHash, String person, String via, Instant at) {
    say(planHash, person, "refused", via, at);
  }

  private void say(String planHash, String person, String verdict, String via, Instant at) {
    store
        .jdbi()
        .useTransaction(
            db -> {
              var startedBy =
                  db.createQuery("select started_by from remediation_plan where hash = ?")
                      .bind(0, planHash)
                      .mapTo(String.class)
                      .findOne()
                      .orElseThrow(Approvals::unknownPlan);
              if (verdict.equals("approved") && startedBy.equalsIgnoreCase(person)) {
                throw new InvalidInputException(
                    "SK-5021",
                    "%s started the run that made this plan and cannot approve it"
                        .formatted(person),
                    "Ask another person of those with revocation authority");
              }
              int added =
                  db.execute(
                      "insert into approval (plan_hash, person, verdict, via, at)"
                          + " values (?, ?, ?, ?, ?) on conflict (plan_hash, person) do nothing",
                      planHash,
                      person,
                      verdict,
                      via,
                      at.toString());
              if (added == 0) {
                throw new InvalidInputException(
                    "SK-5022",
                    "%s has already approved or refused this plan".formatted(person),
                    "A word once given stands; make a new plan to be asked again");
              }
              evidence.append(
                  at,
                  "plan-" + verdict,
                  null,
                  Map.of("plan", planHash, "person", person, "via", via));
            });
  }

  static InvalidInputException unknownPlan() {
    return new InvalidInputException(
        "SK-5020",
        "No plan with this hash was made with this store",
        "Take the hash from the plan's file; a plan that was changed must be made anew");
  }

  /** Returns a line for each key of the plan that approval can end: whether it has enough. */
  public List<String> waiting(Plan plan) {
    return plan.lines().stream()
        .filter(line -> !Guard.wanted(line).isEmpty() && Guard.never(line).isEmpty())
        .filter(line -> !line.decision().endsTheKeyNow())
        .map(
            line -> {
              int needed = Math.max(1, line.decision().approvalsNeeded());
              int counted =
                  counted(plan.hash(), plan.startedBy(), Recipients.approvers(line)).size();
              return "%s: %d of %d approvals%s"
                  .formatted(
                      line.title(),
                      Math.min(counted, needed),
                      needed,
                      counted >= needed ? ", 'straykey remediate apply' may end it" : "");
            })
        .toList();
  }

  boolean isRegistered(String planHash) {
    return !read("select hash from remediation_plan where hash = ?", planHash).isEmpty();
  }

  boolean isRefused(String planHash) {
    return !read(
            "select person from approval where plan_hash = ? and verdict = 'refused'", planHash)
        .isEmpty();
  }

  /** Returns who of those that may approve did approve the plan, sorted. */
  Set<String> counted(String planHash, String startedBy, List<String> approvers) {
    var people =
        read("select person from approval where plan_hash = ? and verdict = 'approved'", planHash);
    people.retainAll(approvers);
    people.removeIf(startedBy::equalsIgnoreCase);
    return people;
  }

  private Set<String> read(String question, String planHash) {
    return store
        .jdbi()
        .withHandle(
            db ->
                new TreeSet<>(
                    db.createQuery(question).bind(0, planHash).mapTo(String.class).list()));
  }
}
