package hudson.console;

import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;

/** Wraps the console log of freestyle builds. */
public abstract class ConsoleLogFilter implements hudson.ExtensionPoint {
  public ConsoleLogFilter() {}

  public OutputStream decorateLogger(Run build, OutputStream logger)
      throws IOException, InterruptedException {
    throw new hudson.StandIn();
  }
}
