package org.jenkinsci.plugins.workflow.actions;

/** Says that a step did not end well, though the build goes on. */
public class WarningAction implements PersistentAction {
  public WarningAction(hudson.model.Result result) {}

  public WarningAction withMessage(String message) {
    throw new hudson.StandIn();
  }

  @Override
  public String getIconFileName() {
    throw new hudson.StandIn();
  }

  @Override
  public String getDisplayName() {
    throw new hudson.StandIn();
  }

  @Override
  public String getUrlName() {
    throw new hudson.StandIn();
  }
}
