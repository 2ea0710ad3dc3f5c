package jenkins.model;

import hudson.model.Run;

/** An action that knows its build. */
public interface RunAction2 extends hudson.model.Action {
  void onAttached(Run<?, ?> run);

  void onLoad(Run<?, ?> run);
}
