package dev.straykey.jenkins;

import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.AgentKit;
import dev.straykey.pipeline.LogMasker;
import hudson.Extension;
import hudson.model.Queue;
import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jspecify.annotations.Nullable;

/** What {@link PipelineConsole} does, for which it takes a Java that is new enough. */
public final class PipelineMasking {
  /** Some 4,000 keys. */
  private static final int SMALL = 64 * 1024;

  private PipelineMasking() {}

  /** Takes the keys that the controller masked. */
  interface Masked extends Consumer<AgentFinding> {}

  static PipelineConsole console(Consoles.Kits kits, String build, @Nullable Masked controller) {
    boolean isLarge = kits.whole().length > SMALL;
    return new PipelineConsole(
        kits.digest(), isLarge ? kits.bare() : kits.whole(), isLarge, build, controller);
  }

  static OutputStream of(
      String digest, byte[] kit, String build, @Nullable Object controller, OutputStream logger) {
    KitFetch.await(digest);
    AgentKit known = KitCache.get(digest);
    Consumer<AgentFinding> masked =
        controller instanceof Masked here ? here : found -> AgentConsoles.add(build, found);
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
        return console(kits, id, found -> ConsoleKeys.masked(id, page, found));
      } catch (IOException | RuntimeException e) {
        return null; // a console that is not masked; Consoles says why
      }
    }
  }
}
