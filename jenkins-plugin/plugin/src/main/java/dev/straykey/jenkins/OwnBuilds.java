package dev.straykey.jenkins;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jspecify.annotations.Nullable;

/** The builds of this Jenkins, for {@link Acting}. */
final class OwnBuilds implements Acting.Builds {
  private static final Logger LOG = Logger.getLogger(OwnBuilds.class.getName());

  @Override
  public Trust trust(String build) {
    Run<?, ?> run = find(build);
    if (run == null) {
      return Trust.GONE;
    }
    try {
      ScanAction action = run.getAction(ScanAction.class);
      boolean fork =
          (action != null && action.isFork())
              || Forks.isFork(Steps.environments(run, null, TaskListener.NULL));
      return fork ? Trust.STRANGER : Trust.TRUSTED;
    } catch (IOException | RuntimeException e) {
      return Trust.STRANGER; // what cannot be told is not trusted
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Trust.STRANGER;
    }
  }

  @Override
  public void tell(String build, Map<String, String> states, List<String> errors) {
    Run<?, ?> run = find(build);
    if (run == null || (states.isEmpty() && errors.isEmpty())) {
      return;
    }
    try {
      ScanAction.of(run).acted(states, errors);
      run.save();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "SK-4224 What became of a build's keys cannot be kept", e);
    }
  }

  /** By Jenkins' own threads, which see every build: one of ours would see what anybody may. */
  private static @Nullable Run<?, ?> find(String build) {
    try {
      return Timer.get().submit(() -> found(build)).get(1, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static @Nullable Run<?, ?> found(String build) {
    try {
      return Run.fromExternalizableId(build);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
