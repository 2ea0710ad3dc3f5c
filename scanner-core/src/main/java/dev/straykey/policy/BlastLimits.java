package dev.straykey.policy;

import dev.straykey.model.Attribution;
import dev.straykey.model.Decision;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.Privilege;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How many keys may end without a person. Above any limit the whole plan's endings wait for
 * approval: a plan that large is more likely a mistake than a leak.
 *
 * @param run most in one run
 * @param hour most in an hour, over all runs
 * @param production most of production in one run
 * @param issuerAdmin most administrators of an issuer in one run
 */
public record BlastLimits(int run, int hour, int production, int issuerAdmin) {
  /** The limits that hold where the organisation has set none. */
  public static final BlastLimits DEFAULT = new BlastLimits(10, 25, 3, 1);

  private static final Set<String> PRODUCTION = Set.of("production", "prod", "live");

  /**
   * @throws InvalidInputException SK-1503 for a negative limit
   */
  public BlastLimits {
    if (run < 0 || hour < 0 || production < 0 || issuerAdmin < 0) {
      throw new InvalidInputException(
          "SK-1503",
          "A limit in 'limits' is negative",
          "Write 0 where nothing may end without a person");
    }
  }

  /** One finding's decision, and what is known of its key. */
  public record Planned(Attribution attribution, Decision decision) {}

  /**
   * Returns the decisions in their order; above a limit, with every ending held.
   *
   * @param alreadyThisHour how many keys were ended without a person in the last hour
   */
  public List<Decision> hold(List<Planned> plan, int alreadyThisHour) {
    List<Planned> ending = plan.stream().filter(p -> p.decision().endsTheKeyNow()).toList();
    List<String> reasons = new ArrayList<>();
    exceeds(reasons, "a run", ending.size(), run);
    if (!ending.isEmpty()) {
      exceeds(reasons, "an hour, earlier runs included", ending.size() + alreadyThisHour, hour);
    }
    exceeds(reasons, "production in a run", count(ending, BlastLimits::isProduction), production);
    exceeds(
        reasons,
        "issuer administrators in a run",
        count(ending, BlastLimits::isAdmin),
        issuerAdmin);
    if (reasons.isEmpty()) {
      return plan.stream().map(Planned::decision).toList();
    }
    return plan.stream().map(p -> held(p, reasons)).toList();
  }

  private static Decision held(Planned planned, List<String> reasons) {
    Decision decision = planned.decision();
    if (!decision.endsTheKeyNow()) {
      return decision;
    }
    KeyRecord key = planned.attribution().key();
    List<String> approvers =
        decision.approvers().isEmpty() && key != null
            ? key.revocationAuthority()
            : decision.approvers();
    for (String reason : reasons) {
      decision = decision.hold(reason);
    }
    return new Decision(
        decision.actions(),
        false,
        decision.deadline(),
        decision.policy(),
        decision.reason(),
        decision.held(),
        approvers,
        Math.max(1, decision.approvalsNeeded()),
        false);
  }

  private static void exceeds(List<String> reasons, String what, int count, int limit) {
    if (count > limit) {
      reasons.add(
          "the plan would end %d keys where the limit for %s is %d, so all of it waits for approval"
              .formatted(count, what, limit));
    }
  }

  private static int count(List<Planned> plan, java.util.function.Predicate<KeyRecord> condition) {
    return (int)
        plan.stream()
            .map(p -> p.attribution().key())
            .filter(k -> k != null && condition.test(k))
            .count();
  }

  private static boolean isProduction(KeyRecord key) {
    return key.environment() != null
        && PRODUCTION.contains(key.environment().toLowerCase(Locale.ROOT));
  }

  private static boolean isAdmin(KeyRecord key) {
    return key.privilege() == Privilege.ADMIN;
  }
}
