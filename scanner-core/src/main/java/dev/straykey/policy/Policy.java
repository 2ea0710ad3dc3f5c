package dev.straykey.policy;

import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list of lines, of which the first that fits decides. Whatever a line says, {@link Guard} keeps
 * from running without a person what must not.
 *
 * <p>Immutable; for many threads. The expression language is loaded when a policy of the
 * organisation's own is made, else at the first decision, so that a clean scan never loads it.
 */
public final class Policy {
  private final List<Line> lines;
  private volatile @Nullable Conditions conditions;

  private Policy(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Returns the policy that holds where the organisation has written none. */
  public static Policy shipped() {
    return new Policy(ShippedPolicy.LINES);
  }

  /**
   * Makes a policy of the organisation's lines.
   *
   * @throws InvalidInputException SK-1501 for an expression that is wrong, SK-1502 for a line that
   *     is; names the line and, within the expression, the position
   */
  public static Policy of(List<Line> lines) {
    Set<String> names = new HashSet<>();
    for (Line line : lines) {
      if (line.name().isBlank() || !names.add(line.name())) {
        throw wrong(line, "has no name, or the name of another line");
      }
      if (line.automatic() && !ends(line.actions())) {
        throw wrong(line, "is automatic, yet neither revokes nor disables");
      }
      if (line.unanswered() && !line.actions().contains(Action.APPROVAL)) {
        throw wrong(line, "says what happens unanswered, yet asks nobody for approval");
      }
      if (new HashSet<>(line.actions()).size() < line.actions().size()) {
        throw wrong(line, "names an action twice");
      }
      if (line.within() != null && (line.within().isNegative() || line.within().isZero())) {
        throw wrong(line, "has no time at all until its deadline");
      }
    }
    var policy = new Policy(lines);
    policy.conditions = Conditions.compile(policy.lines);
    return policy;
  }

  private static InvalidInputException wrong(Line line, String problem) {
    return new InvalidInputException(
        "SK-1502",
        "%s: policy line '%s' %s".formatted(line.where(), line.name(), problem),
        "Correct that line");
  }

  /** Returns the lines, in the order they are asked. */
  public List<Line> lines() {
    return lines;
  }

  /** Decides about one finding. */
  public Decision decide(Finding finding, Attribution attribution, Facts facts) {
    Conditions compiled = conditions;
    if (compiled == null) {
      compiled = Conditions.compile(lines);
      conditions = compiled;
    }
    return Guard.decision(compiled.first(finding, attribution, facts), finding, attribution, facts);
  }

  static boolean ends(List<Action> actions) {
    return actions.contains(Action.REVOKE) || actions.contains(Action.DISABLE);
  }

  /** The line that holds where no line of the organisation's fits: a person looks at it. */
  static Line fallback(String name) {
    return new Line(name, "true", List.of(Action.TASK), false, null, false, "");
  }
}
