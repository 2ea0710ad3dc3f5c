package dev.straykey.jenkins;

import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The job's page: how many keys its last builds had. */
public class TrendAction implements Action {
  private static final int MOST_BUILDS = 30;

  private final Job<?, ?> job;

  TrendAction(Job<?, ?> job) {
    this.job = job;
  }

  public Job<?, ?> getJob() {
    return job;
  }

  /** Returns the bars of the chart, oldest build first. */
  public List<Trend.Bar> getBars() {
    return Trend.bars(points());
  }

  private List<Trend.Point> points() {
    Deque<Trend.Point> points = new ArrayDeque<>();
    Run<?, ?> build = job.getLastCompletedBuild();
    for (int i = 0; build != null && i < MOST_BUILDS * 4 && points.size() < MOST_BUILDS; i++) {
      ScanAction action = build.getAction(ScanAction.class);
      if (action != null) {
        points.addFirst(new Trend.Point(build.getNumber(), action.getCounting(), action.getOurs()));
      }
      build = build.getPreviousBuild();
    }
    return new ArrayList<>(points);
  }

  @Override
  public String getIconFileName() {
    return "symbol-lock-closed";
  }

  @Override
  public String getDisplayName() {
    return "Leaked keys";
  }

  @Override
  public String getUrlName() {
    return "straykey";
  }
}
