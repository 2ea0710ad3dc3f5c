package dev.straykey.cli;

import dev.straykey.model.RunResult;

/** What a run's result means to a script. If several fit, the largest is it. */
final class ExitStatus {
  private ExitStatus() {}

  static int of(RunResult result) {
    if (result.actionFailed()) {
      return 4;
    }
    if (!result.complete()) {
      return 3;
    }
    return result.fails() ? 1 : 0;
  }
}
