package dev.straykey.maven;

import dev.straykey.model.RunResult;
import dev.straykey.pipeline.BuildCache;
import dev.straykey.pipeline.BuildScope;
import dev.straykey.pipeline.ReportTarget;
import dev.straykey.pipeline.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build on a leaked key: in what git tracks or has staged, and in commits that are not
 * pushed yet. Runs once a reactor. A second run with nothing changed reads nothing.
 */
@Mojo(
    name = "scan",
    defaultPhase = LifecyclePhase.VERIFY,
    threadSafe = true,
    requiresProject = false)
public final class ScanMojo extends AbstractStraykeyMojo {

  /** Path patterns below the project; only files that one of them fits are read. */
  @Parameter(property = "straykey.includes")
  private @Nullable List<String> includes;

  /**
   * Path patterns below the project to leave out. Like {@code includes}, not heard where an
   * organisation's configuration is given.
   */
  @Parameter(property = "straykey.excludes")
  private @Nullable List<String> excludes;

  @Override
  void go() throws MojoExecutionException, MojoFailureException {
    long began = System.nanoTime();
    Place place = Place.of(directory());
    Path output = reactor().output();
    RunRequest request = request(place);
    var cache =
        new BuildCache(
            output.resolve("last-clean-scan"),
            place.root(),
            request,
            surrounded(),
            List.of("scan", own(), formats()));
    String before = cache.unchanged();
    if (before != null) {
      getLog().info("%s; unchanged since".formatted(before));
      return;
    }
    List<ReportTarget> targets = reports(output, "straykey");
    BuildCache.Before hangsOn = cache.before();
    cache.forget();
    RunResult result = run(request, surrounded(), targets);
    judge(result, Duration.ofNanos(System.nanoTime() - began), output);
    if (hangsOn != null && result.results().isEmpty() && notices(result) == 0) {
      cache.remember(
          hangsOn,
          Said.clean(result, Duration.ofNanos(System.nanoTime() - began)),
          targets.stream().map(ReportTarget::file).toList());
    }
  }

  /** What a run had to say it would have to say again. */
  private static int notices(RunResult result) {
    return result.sources().stream().mapToInt(source -> source.notices().size()).sum();
  }

  private RunRequest request(Place place) {
    List<String> only = new ArrayList<>(Globs.below(place.under(), orEmpty(includes)));
    if (only.isEmpty() && !place.under().isEmpty()) {
      only.add(Globs.escaped(place.under()) + "**");
    }
    List<String> out = new ArrayList<>(Globs.below(place.under(), orEmpty(excludes)));
    if (!place.checkout()) {
      out.addAll(built(place));
    }
    return RunRequest.of(List.of(place.root().toString()))
        .as(place.checkout() ? "git" : null)
        .history(false)
        .config(config())
        .inventory(inventory())
        .baseline(baseline())
        .failOn(failOn())
        .forBuild(new BuildScope(true, ci().base(), ci().runs(), only, out, ci().fork(), List.of()))
        .build();
  }

  /** Where nothing says what is tracked, at least what builds make is none of it. */
  private List<String> built(Place place) {
    var folders = new ArrayList<String>();
    for (MavenProject module : session.getProjects()) {
      if (module.getFile() != null) {
        Path folder = Path.of(module.getBuild().getDirectory());
        if (folder.startsWith(place.root()) && !folder.equals(place.root())) {
          folders.add(
              Globs.escaped(place.root().relativize(folder).toString().replace('\\', '/')) + "/");
        }
      }
    }
    folders.add("target/");
    return folders;
  }

  private static List<String> orEmpty(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts;
  }

  /** Another build of this plugin may know other rules under the same version. */
  private static String own() {
    var source = ScanMojo.class.getProtectionDomain().getCodeSource();
    try {
      Path jar = Path.of(source.getLocation().toURI());
      return "%s %d %s".formatted(jar, Files.size(jar), Files.getLastModifiedTime(jar).toInstant());
    } catch (java.io.IOException | java.net.URISyntaxException | RuntimeException e) {
      return java.util.UUID.randomUUID().toString(); // it cannot be told, so nothing is remembered
    }
  }
}
