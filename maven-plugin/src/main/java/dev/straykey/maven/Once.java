package dev.straykey.maven;

import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;

/**
 * Once a reactor: the checkout is scanned when the first module comes to it, not again for every
 * module. Modules may come at the same time ({@code -T}).
 */
final class Once {
  private Once() {}

  /** Returns true for the first module of a build that comes with this execution. */
  static boolean first(MavenSession session, MojoExecution execution) {
    // Each thread of a parallel build has a session of its own; the request is shared by all.
    var request = session.getRequest();
    String name = "straykey:%s:%s".formatted(execution.getGoal(), execution.getExecutionId());
    synchronized (request) {
      return request.getData().put(name, Boolean.TRUE) == null;
    }
  }
}
