package dev.straykey.jenkins;

import hudson.model.Result;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Shows on the stage that a step made its build unstable: the build's result alone says nothing of
 * where. A class of its own, since workflow-api need not be there.
 */
final class StageWarning {
  private StageWarning() {}

  static void add(StepContext context, String why) throws IOException, InterruptedException {
    FlowNode node = context.get(FlowNode.class);
    if (node != null) {
      node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage("Straykey: " + why));
    }
  }
}
