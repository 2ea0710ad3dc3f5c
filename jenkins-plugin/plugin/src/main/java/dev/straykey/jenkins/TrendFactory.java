package dev.straykey.jenkins;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/**
 * Gives a job its trend when one of its last builds was scanned, however that build ended: Jenkins'
 * own way would ask the last successful one, which a job that fails on keys may not have.
 */
@Extension
@SuppressWarnings("rawtypes") // a class literal has no parameters
public class TrendFactory extends TransientActionFactory<Job> {
  private static final int MOST_BACK = 5;

  @Override
  public Class<Job> type() {
    return Job.class;
  }

  @Override
  public Collection<? extends Action> createFor(Job target) {
    Job<?, ?> job = target;
    Run<?, ?> build = job.getLastCompletedBuild();
    for (int i = 0; build != null && i < MOST_BACK; i++) {
      if (build.getAction(ScanAction.class) != null) {
        return List.of(new TrendAction(job));
      }
      build = build.getPreviousBuild();
    }
    return List.of();
  }
}
