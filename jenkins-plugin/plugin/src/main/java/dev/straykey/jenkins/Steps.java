package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.AgentResult;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the three kinds of step have in common: from Jenkins' build to {@link Scanning} and back.
 */
final class Steps {
  private Steps() {}

  /** Is told why a build became unstable. */
  interface Unstable {
    void because(String why) throws IOException, InterruptedException;
  }

  /** Scans with nobody but the build to tell that it became unstable. */
  static Map<String, Object> scan(
      Run<?, ?> run, FilePath workspace, EnvVars env, TaskListener listener, ScanOptions options)
      throws IOException, InterruptedException {
    return scan(run, workspace, env, listener, options, why -> {});
  }

  /**
   * Scans the workspace; the build is failed or unstable afterwards as {@code options} ask.
   *
   * @return the counts
   * @throws AbortException when the build is to fail
   */
  static Map<String, Object> scan(
      Run<?, ?> run,
      FilePath workspace,
      EnvVars env,
      TaskListener listener,
      ScanOptions options,
      Unstable unstable)
      throws IOException, InterruptedException {
    try {
      StraykeyConfiguration configuration = StraykeyConfiguration.get();
      boolean fork = Forks.isFork(environments(run, env, listener));
      var scanning =
          new Scanning(
              configuration.desk(),
              configuration.ownKey(jobOf(run)),
              listener.getLogger(),
              configuration.acts() ? run.getExternalizableId() : "");
      ScanAction reference = ScanAction.reference(run);
      var outcome =
          scanning.scan(
              workspace::act, options, fork, reference == null ? List.of() : reference.rows());
      Links.add(outcome.rows(), env);
      ScanAction.of(run).add(outcome, fork);
      run.save();
      if (!fork && configuration.acts()) {
        hand(run, outcome.result(), listener);
      }
      Gate gate = outcome.gate();
      if (gate.verdict() == Gate.Verdict.FAILURE) {
        throw new AbortException("[straykey] " + gate.why());
      }
      if (gate.verdict() == Gate.Verdict.UNSTABLE) {
        listener.getLogger().println("[straykey] unstable: " + gate.why());
        run.setResult(Result.UNSTABLE);
        unstable.because(gate.why());
      }
      return gate.counts();
    } catch (IOException | LinkageError e) {
      if (isTooOld(e)) {
        throw new AbortException(
            "[straykey] SK-4232 The agent's Java is too old to scan there. Give the agent Java 17 or"
                + " newer.");
      }
      throw e;
    } catch (ScannerException | Scanning.Refused e) {
      throw new AbortException("[straykey] " + Plain.of(String.valueOf(e.getMessage())));
    }
  }

  private static void hand(Run<?, ?> run, AgentResult result, TaskListener listener)
      throws IOException {
    List<AgentFinding> found = result.findings();
    List<String> left = leftOut(result);
    if (!left.isEmpty()) {
      ScanAction.of(run).acted(Map.of(), left);
    }
    long sealed = found.stream().filter(f -> f.sealed() != null).count();
    if (sealed == 0) {
      sayWhyNothingIsSealed(run, listener);
      return;
    }
    String wrong = ActingWork.hand(run.getExternalizableId(), ActingWork.page(run), true, found);
    if (wrong != null) {
      ScanAction.of(run).acted(Map.of(), List.of(wrong));
    }
    listener
        .getLogger()
        .printf(
            "[straykey] %s%n",
            wrong == null ? "handed to the controller to act on: " + sealed : wrong);
  }

  /** What the agent says of keys that it did not seal belongs on the page, not in the log alone. */
  static List<String> leftOut(AgentResult result) {
    return result.notActedOn().stream().map(Plain::of).limit(2).toList();
  }

  private static void sayWhyNothingIsSealed(Run<?, ?> run, TaskListener listener)
      throws IOException {
    try {
      TravelKey.pair();
    } catch (ScannerException e) {
      String why = Plain.of(String.valueOf(e.getMessage()));
      ScanAction.of(run).acted(Map.of(), List.of(why));
      listener.getLogger().println("[straykey] " + why);
    }
  }

  /** Wherever in the causes: what an agent throws comes wrapped. */
  static boolean isTooOld(Throwable e) {
    Throwable at = e;
    for (int i = 0; at != null && i < 20; i++) {
      if (at instanceof UnsupportedClassVersionError
          || String.valueOf(at.getMessage()).contains("UnsupportedClassVersionError")) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  static String jobOf(Run<?, ?> run) {
    return run.getParent().getFullName();
  }

  /** A build can change its own variables, and not its job's. */
  static List<Map<String, String>> environments(
      Run<?, ?> run, @Nullable EnvVars step, TaskListener listener)
      throws IOException, InterruptedException {
    var all = new ArrayList<Map<String, String>>();
    all.add(run.getParent().getEnvironment(Absent.node(), listener));
    all.add(run.getEnvironment(listener));
    if (step != null) {
      all.add(step);
    }
    return all;
  }
}
