package hudson.model;

/** Where a build's console log is written. */
public interface TaskListener extends org.jenkinsci.remoting.SerializableOnlyOverRemoting {
  TaskListener NULL = hudson.Nothing.at(TaskListener.class);

  java.io.PrintStream getLogger();

  default java.io.PrintWriter error(String message) {
    throw new hudson.StandIn();
  }
}
