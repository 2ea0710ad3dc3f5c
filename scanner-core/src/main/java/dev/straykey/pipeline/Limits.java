package dev.straykey.pipeline;

import dev.straykey.model.Decision;
import dev.straykey.policy.BlastLimits;
import dev.straykey.remediate.PlanLine;
import java.util.ArrayList;
import java.util.List;

/** Holds what would end keys when it is too much at once. */
final class Limits {
  private Limits() {}

  /** Returns the lines with every ending held when they as a whole are above a limit. */
  static List<PlanLine> hold(BlastLimits limits, List<PlanLine> lines, int endedThisHour) {
    List<Decision> held =
        limits.hold(
            lines.stream()
                .map(l -> new BlastLimits.Planned(l.attribution(), l.decision()))
                .toList(),
            endedThisHour);
    var result = new ArrayList<PlanLine>();
    for (int i = 0; i < lines.size(); i++) {
      result.add(new PlanLine(lines.get(i).finding(), lines.get(i).attribution(), held.get(i)));
    }
    return result;
  }
}
