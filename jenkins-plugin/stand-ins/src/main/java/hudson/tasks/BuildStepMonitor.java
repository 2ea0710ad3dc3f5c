package hudson.tasks;

/** What a step waits for where builds of one job run side by side. */
public enum BuildStepMonitor {
  NONE,
  STEP,
  BUILD
}
