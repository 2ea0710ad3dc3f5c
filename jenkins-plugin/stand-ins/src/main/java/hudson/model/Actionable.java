package hudson.model;

import java.util.List;

/** Has actions. */
public abstract class Actionable extends AbstractModelObject {
  public Actionable() {}

  public <T extends Action> List<T> getActions(Class<T> type) {
    throw new hudson.StandIn();
  }

  public <T extends Action> T getAction(Class<T> type) {
    throw new hudson.StandIn();
  }

  public void addAction(Action action) {
    throw new hudson.StandIn();
  }

  public boolean addOrReplaceAction(Action action) {
    throw new hudson.StandIn();
  }
}
