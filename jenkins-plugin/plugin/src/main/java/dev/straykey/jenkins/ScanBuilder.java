package dev.straykey.jenkins;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.ListBoxModel;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The build step of a freestyle job; works in a pipeline too, where {@code straykey()} says more.
 */
public final class ScanBuilder extends Builder implements SimpleBuildStep {
  private final ScanOptions options = new ScanOptions();

  @DataBoundConstructor
  public ScanBuilder() {}

  @Override
  public void perform(
      Run<?, ?> run, FilePath workspace, EnvVars env, Launcher launcher, TaskListener listener)
      throws InterruptedException, IOException {
    Steps.scan(run, workspace, env, listener, options);
  }

  @DataBoundSetter
  public void setFailOn(@Nullable String failOn) {
    options.failOn = ScanOptions.orEmpty(failOn);
  }

  public String getFailOn() {
    return options.failOn;
  }

  @DataBoundSetter
  public void setUnstableOn(@Nullable String unstableOn) {
    options.unstableOn = ScanOptions.orEmpty(unstableOn);
  }

  public String getUnstableOn() {
    return options.unstableOn;
  }

  @DataBoundSetter
  public void setPaths(@Nullable String paths) {
    options.paths = ScanOptions.orEmpty(paths);
  }

  public String getPaths() {
    return options.paths;
  }

  @DataBoundSetter
  public void setSince(@Nullable String since) {
    options.since = ScanOptions.orEmpty(since);
  }

  public String getSince() {
    return options.since;
  }

  @DataBoundSetter
  public void setBaseline(@Nullable String baseline) {
    options.baseline = ScanOptions.orEmpty(baseline);
  }

  public String getBaseline() {
    return options.baseline;
  }

  @DataBoundSetter
  public void setReports(@Nullable String reports) {
    options.reports = ScanOptions.orEmpty(reports);
  }

  public String getReports() {
    return options.reports;
  }

  @DataBoundSetter
  public void setHistory(boolean history) {
    options.history = history;
  }

  public boolean isHistory() {
    return options.history;
  }

  @DataBoundSetter
  public void setOnlyNew(boolean onlyNew) {
    options.onlyNew = onlyNew;
  }

  public boolean isOnlyNew() {
    return options.onlyNew;
  }

  /** Describes the step. */
  @Extension
  @Symbol("straykeyScan")
  public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
    public DescriptorImpl() {
      super(ScanBuilder.class);
    }

    @Override
    public String getDisplayName() {
      return "Scan for leaked keys (Straykey)";
    }

    @Override
    @SuppressWarnings("rawtypes") // Jenkins' own signature
    public boolean isApplicable(Class<? extends AbstractProject> jobType) {
      return true;
    }

    public ListBoxModel doFillFailOnItems() {
      return Choices.failOn();
    }

    public ListBoxModel doFillUnstableOnItems() {
      return Choices.failOn();
    }
  }
}
