package dev.straykey.maven;

import dev.straykey.model.RunResult;
import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.BuildScope;
import dev.straykey.pipeline.RunRequest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.jspecify.annotations.Nullable;

/**
 * Scans what the build is about to publish: jar or war, attached jars of sources and javadoc,
 * filtered resources where nothing is packed, the effective POM; and Maven's own {@code
 * settings.xml}. Beside keys, passwords in clear count there. Bind it behind {@code package}.
 */
@Mojo(
    name = "scan-artifacts",
    defaultPhase = LifecyclePhase.VERIFY,
    threadSafe = true,
    requiresProject = false)
public final class ScanArtifactsMojo extends AbstractStraykeyMojo {
  private static final String RULES = "maven-passwords.yaml";
  private static final long LARGEST_SETTINGS = 4 << 20;
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

  @Override
  boolean isPerModule() {
    return true; // each publishes its own
  }

  @Override
  void go() throws MojoExecutionException, MojoFailureException {
    long began = System.nanoTime();
    var targets = new ArrayList<String>();
    var texts = new ArrayList<BuildScope.NamedText>();
    if (project != null && project.getFile() != null) {
      published().forEach(file -> targets.add(file.toString()));
      texts.add(new BuildScope.NamedText("effective POM", effectivePom()));
    }
    add(texts, session.getRequest().getUserSettingsFile());
    add(texts, session.getRequest().getGlobalSettingsFile());
    if (targets.isEmpty() && texts.isEmpty()) {
      getLog().info("Straykey: nothing is about to be published here");
      return;
    }
    Path output = project == null ? reactor().output() : reactor().output(project);
    Path rules = rules(output);
    try {
      RunResult result =
          run(request(targets, texts, rules), surrounded(), reports(output, "straykey-artifacts"));
      judge(result, Duration.ofNanos(System.nanoTime() - began), output);
    } finally {
      delete(rules);
    }
  }

  private RunRequest request(List<String> targets, List<BuildScope.NamedText> texts, Path rules) {
    return RunRequest.of(targets)
        .history(false)
        .config(config())
        .rules(List.of(rules))
        .inventory(inventory())
        .baseline(baseline())
        .failOn(failOn())
        .forBuild(
            new BuildScope(
                false, ci().base(), ci().runs(), List.of(), List.of(), ci().fork(), texts))
        .build();
  }

  private List<Path> published() {
    var files = new ArrayList<Path>();
    Artifact main = project().getArtifact();
    if (main != null && isFile(main.getFile())) {
      files.add(main.getFile().toPath());
    } else {
      Path classes = Path.of(project().getBuild().getOutputDirectory());
      if (Files.isDirectory(classes) && !isEmpty(classes)) {
        files.add(classes);
      }
    }
    for (Artifact attached : project().getAttachedArtifacts()) {
      if (isFile(attached.getFile())) {
        files.add(attached.getFile().toPath());
      }
    }
    return files;
  }

  private org.apache.maven.project.MavenProject project() {
    return java.util.Objects.requireNonNull(project);
  }

  private static boolean isFile(@Nullable File file) {
    return file != null && file.isFile() && file.length() > 0;
  }

  private static boolean isEmpty(Path folder) {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return false; // whoever reads it says why it cannot
    }
  }

  /** Maven ships its settings with examples in comments, and people keep them. */
  private static void add(List<BuildScope.NamedText> texts, @Nullable File settings) {
    if (settings == null || !isFile(settings) || settings.length() > LARGEST_SETTINGS) {
      return;
    }
    try {
      String text = Files.readString(settings.toPath());
      String bare =
          COMMENT.matcher(text).replaceAll(comment -> comment.group().replaceAll("[^\n]", ""));
      texts.add(new BuildScope.NamedText(settings.toString(), bare));
    } catch (IOException e) {
      throw new ScannerException(
          "SK-4115",
          "%s cannot be read (%s)".formatted(settings, e.getClass().getSimpleName()),
          "Check who may read it",
          e);
    }
  }

  /** In memory only: properties and profiles may have put a key into it. */
  private String effectivePom() {
    var text = new StringWriter();
    try {
      new MavenXpp3Writer().write(text, project().getModel());
    } catch (IOException e) {
      throw new IllegalStateException("memory takes every character", e);
    }
    return text.toString();
  }

  private static Path rules(Path output) {
    Path file = output.resolve(RULES);
    try (InputStream in = ScanArtifactsMojo.class.getResourceAsStream(RULES)) {
      Files.write(file, java.util.Objects.requireNonNull(in).readAllBytes());
      return file;
    } catch (IOException e) {
      throw new ScannerException(
          "SK-4113",
          "Nothing can be written to %s (%s)".formatted(output, e.getClass().getSimpleName()),
          "Check who may write there",
          e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It holds nothing but rules.
      return;
    }
  }
}
