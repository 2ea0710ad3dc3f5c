package dev.straykey.jenkins;

import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.AgentKit;
import dev.straykey.pipeline.LogMasker;
import hudson.Extension;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.remoting.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jspecify.annotations.Nullable;

/**
 * Masks the consoles of pipelines. It travels to agents with every listener, so it carries a small
 * inventory's digests and only the name of a large one's, which an agent that has not got it
 * fetches, once; where it does not come, the agent masks by rules alone.
 */
public class PipelineConsole extends TaskListenerDecorator {
  private static final long serialVersionUID = 1L;

  /** Some 4,000 keys. */
  private static final int SMALL = 64 * 1024;

  private final String digest;
  private final byte[] kit;
  private final boolean isLarge;
  private final String build;

  /** Where the keys that are masked go on the controller; does not travel. */
  private final transient @Nullable Consumer<AgentFinding> controller;

  PipelineConsole(Consoles.Kits kits, String build, @Nullable Consumer<AgentFinding> controller) {
    this.digest = kits.digest();
    this.isLarge = kits.whole().length > SMALL;
    this.kit = isLarge ? kits.bare() : kits.whole();
    this.build = build;
    this.controller = controller;
  }

  /** On an agent, where the channel that it came by is known. */
  private Object readResolve() {
    if (isLarge) {
      KitFetch.start(digest, Channel.current());
    }
    return this;
  }

  @Override
  public OutputStream decorate(OutputStream logger) {
    KitFetch.await(digest);
    AgentKit known = KitCache.get(digest);
    Consumer<AgentFinding> masked =
        controller == null ? found -> AgentConsoles.add(build, found) : controller;
    return new LogMasker(known == null ? KitCache.take(kit) : known, logger, build, masked);
  }

  /** Gives every pipeline its decorator. */
  @Extension(optional = true)
  public static class FactoryImpl implements TaskListenerDecorator.Factory {
    @Override
    public @Nullable TaskListenerDecorator of(FlowExecutionOwner owner) {
      try {
        Queue.Executable executable = owner.getExecutable();
        if (!(executable instanceof Run)) {
          return null;
        }
        Run<?, ?> run = (Run<?, ?>) executable;
        Consoles.Kits kits = Consoles.of(run);
        if (kits == null) {
          return null;
        }
        String id = run.getExternalizableId();
        String page = ActingWork.page(run);
        return new PipelineConsole(kits, id, found -> ConsoleKeys.masked(id, page, found));
      } catch (IOException | RuntimeException e) {
        return null; // a console that is not masked; Consoles says why
      }
    }
  }
}
