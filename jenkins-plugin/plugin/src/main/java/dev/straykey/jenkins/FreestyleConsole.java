package dev.straykey.jenkins;

import dev.straykey.pipeline.LogMasker;
import hudson.Extension;
import hudson.console.ConsoleLogFilter;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import java.io.OutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Masks the consoles of freestyle builds; pipelines take a {@link PipelineConsole}. */
@Extension
public class FreestyleConsole extends ConsoleLogFilter implements Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("rawtypes") // Jenkins' own signature
  public OutputStream decorateLogger(@Nullable Run build, OutputStream logger) {
    Consoles.Kits kits = build instanceof AbstractBuild ? Consoles.of((Run<?, ?>) build) : null;
    if (kits == null || build == null) {
      return logger;
    }
    String id = build.getExternalizableId();
    String page = ActingWork.page(build);
    return new LogMasker(
        KitCache.take(kits.whole()), logger, id, found -> ConsoleKeys.masked(id, page, found));
  }
}
