package dev.straykey.cli;

import dev.straykey.model.FailOn;
import dev.straykey.model.RunResult;

/** What a run's result means to a script. If several fit, the largest is it. */
final class ExitStatus {
  private ExitStatus() {}

  static int of(RunResult result, FailOn failOn) {
    if (result.actionFailed()) {
      return 4;
    }
    if (!result.complete()) {
      return 3;
    }
    return result.fails(failOn) ? 1 : 0;
  }
}
