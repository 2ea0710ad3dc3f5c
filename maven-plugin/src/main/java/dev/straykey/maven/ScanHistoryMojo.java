package dev.straykey.maven;

import dev.straykey.model.RunResult;
import dev.straykey.pipeline.BuildScope;
import dev.straykey.pipeline.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.jspecify.annotations.Nullable;

/** Scans everything that git has of the project, its whole history, and the files in the tree. */
@Mojo(name = "scan-history", threadSafe = true, requiresProject = false)
public final class ScanHistoryMojo extends AbstractStraykeyMojo {

  @Override
  void go() throws MojoExecutionException, MojoFailureException {
    long began = System.nanoTime();
    Path output = reactor().output();
    var targets = reports(output, "straykey-history");
    RunResult result =
        run(whole(this, Place.of(directory()), baseline(), null), surrounded(), targets);
    judge(result, Duration.ofNanos(System.nanoTime() - began), output);
  }

  /** Asks for everything; {@link BaselineMojo} takes stock of the same. */
  static RunRequest whole(
      AbstractStraykeyMojo goal,
      Place place,
      @Nullable Path baseline,
      @Nullable Path writeBaseline) {
    return RunRequest.of(List.of(place.root().toString()))
        .as(place.checkout() ? "git" : null)
        .config(goal.config())
        .inventory(goal.inventory())
        .baseline(baseline)
        .writeBaseline(writeBaseline)
        .failOn(goal.failOn())
        .forBuild(
            new BuildScope(
                false,
                goal.ci().base(),
                goal.ci().runs(),
                List.of(),
                List.of(),
                goal.ci().fork(),
                List.of()))
        .build();
  }
}
