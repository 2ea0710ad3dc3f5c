package dev.straykey.pipeline;

import dev.straykey.model.FailOn;
import dev.straykey.model.RunResult;

/** What stands for the command line where git calls a hook in a test. */
public final class HookProgram {
  private HookProgram() {}

  /** Ends as {@code straykey hook run TYPE} does. */
  public static void main(String[] arguments) {
    Surroundings surroundings = Surroundings.ofProcess();
    RunRequest request = HookDesk.request(arguments[2], FailOn.ANY, null, surroundings);
    if (request == null) {
      System.exit(0);
    }
    RunResult result = Pipeline.run(request, surroundings, event -> {});
    GitScan.matches(result).forEach(m -> System.out.println("place " + m.where().path()));
    System.exit(!result.complete() ? 3 : GitScan.findings(result).isEmpty() ? 0 : 1);
  }
}
