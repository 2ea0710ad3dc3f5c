package dev.straykey.jenkins;

import hudson.remoting.Channel;
import java.io.OutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jspecify.annotations.Nullable;

/**
 * Masks the consoles of pipelines. It travels to agents with every listener, so it carries a small
 * inventory's digests and only the name of a large one's, which an agent that has not got it
 * fetches, once; where it does not come, the agent masks by rules alone.
 *
 * <p>Compiled for Java 11, and names no class of ours in a field or a method: an agent that is too
 * old for the rest still reads it, and runs its steps as if it were not there.
 */
public class PipelineConsole extends TaskListenerDecorator {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(PipelineConsole.class.getName());

  private final String digest;
  private final byte[] kit;
  private final boolean isLarge;
  private final String build;

  /** Where the keys that are masked go on the controller; does not travel. */
  private final transient @Nullable Object controller;

  /**
   * @param digest of the whole kit
   * @param kit the whole one, or where that is large the one without inventory
   * @param controller a {@link PipelineMasking.Masked}
   */
  PipelineConsole(
      String digest, byte[] kit, boolean isLarge, String build, @Nullable Object controller) {
    this.digest = digest;
    this.kit = kit;
    this.isLarge = isLarge;
    this.build = build;
    this.controller = controller;
  }

  /** On an agent, where the channel that it came by is known. */
  private Object readResolve() {
    try {
      if (isLarge) {
        KitFetch.start(digest, Channel.current());
      }
    } catch (LinkageError e) {
      LOG.log(Level.FINE, "too old a Java to mask with", e);
    }
    return this;
  }

  @Override
  public OutputStream decorate(OutputStream logger) {
    try {
      return PipelineMasking.of(digest, kit, build, controller, logger);
    } catch (LinkageError | RuntimeException e) {
      // A console in clear is bad; a step that cannot run is worse, and hides why.
      LOG.log(Level.WARNING, "SK-4231 A console on this machine is not masked: " + e.getClass());
      return logger;
    }
  }
}
