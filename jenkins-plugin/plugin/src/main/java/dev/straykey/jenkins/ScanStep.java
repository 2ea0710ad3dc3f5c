package dev.straykey.jenkins;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code straykey()} of a pipeline: scans the workspace where it is, and returns counts.
 *
 * <p>The counts are a map of numbers and booleans: a sandboxed pipeline may read the entries of a
 * map, and would need an administrator's approval for every getter of a class of ours.
 */
public final class ScanStep extends Step {
  private final ScanOptions options = new ScanOptions();

  @DataBoundConstructor
  public ScanStep() {}

  @Override
  public StepExecution start(StepContext context) {
    return new Execution(context, options);
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

  private static final class Execution
      extends SynchronousNonBlockingStepExecution<Map<String, Object>> {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Logger.getLogger(ScanStep.class.getName());

    private final ScanOptions options;

    Execution(StepContext context, ScanOptions options) {
      super(context);
      this.options = options;
    }

    @Override
    protected Map<String, Object> run() throws Exception {
      StepContext context = getContext();
      return Steps.scan(
          context.get(Run.class),
          context.get(FilePath.class),
          context.get(EnvVars.class),
          context.get(TaskListener.class),
          options,
          why -> warn(context, why));
    }

    private static void warn(StepContext context, String why)
        throws IOException, InterruptedException {
      try {
        StageWarning.add(context, why);
      } catch (LinkageError e) {
        LOG.log(Level.FINE, "there is no workflow-api to tell the stage with", e);
      }
    }
  }

  /** Describes the step. */
  @Extension
  public static final class DescriptorImpl extends StepDescriptor {
    @Override
    public String getFunctionName() {
      return "straykey";
    }

    @Override
    public String getDisplayName() {
      return "Scan for leaked keys (Straykey)";
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
      return Set.of(Run.class, FilePath.class, EnvVars.class, TaskListener.class);
    }

    public ListBoxModel doFillFailOnItems() {
      return Choices.failOn();
    }

    public ListBoxModel doFillUnstableOnItems() {
      return Choices.failOn();
    }
  }
}
