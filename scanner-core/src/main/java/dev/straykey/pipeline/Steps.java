package dev.straykey.pipeline;

import dev.straykey.remediate.Step;
import java.util.function.Consumer;

/** Says steps of remediation as run events. */
final class Steps {
  private Steps() {}

  static Consumer<Step> to(Consumer<RunEvent> events) {
    return step ->
        events.accept(
            new RunEvent.Step(
                "%s  %s %s: %s"
                    .formatted(
                        step.at().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                        step.title(),
                        step.type(),
                        step.detail())));
  }
}
