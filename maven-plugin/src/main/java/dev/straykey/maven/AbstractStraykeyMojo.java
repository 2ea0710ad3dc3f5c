package dev.straykey.maven;

import dev.straykey.model.FailOn;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.RunResult;
import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.Inert;
import dev.straykey.pipeline.Pipeline;
import dev.straykey.pipeline.ReportTarget;
import dev.straykey.pipeline.RunRequest;
import dev.straykey.pipeline.Surroundings;
import dev.straykey.pipeline.Unforeseen;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share: their parameters, a run of the engine, and the two kinds of failure. A
 * {@link MojoFailureException} says that the project fails the scan, a {@link
 * MojoExecutionException} that the scan broke. Neither carries a cause: the message of a foreign
 * exception may quote a key, and Maven prints it with {@code -e} and {@code -X}.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
abstract class AbstractStraykeyMojo extends AbstractMojo {
  private static final String NO_DRIVER =
      "SK-4114 The inventory is a database, whose driver the plugin does not bring. Add"
          + " org.postgresql:postgresql or org.xerial:sqlite-jdbc to the <dependencies> of"
          + " straykey-maven-plugin.";

  /** Does nothing. Not heard where an organisation's configuration is given. */
  @Parameter(property = "straykey.skip", defaultValue = "false")
  private boolean skip;

  /**
   * What fails the build: {@code none}, {@code live} (a key of the inventory that is not proven
   * dead), {@code ours} (a key of the inventory) or {@code any}.
   */
  @Parameter(property = "straykey.failOn", defaultValue = "any")
  private String failOn;

  /**
   * Reports to write into {@code target/straykey}: {@code text}, {@code json}, {@code jsonl},
   * {@code sarif}, {@code csv}, {@code junit}, {@code html}, {@code markdown}, {@code gitlab}.
   */
  @Parameter(property = "straykey.reports", defaultValue = "text,json,sarif")
  private List<String> reports;

  /** Known findings that do not fail, below the reactor's folder; there need be none. */
  @Parameter(property = "straykey.baseline", defaultValue = "straykey-baseline.jsonl")
  private String baseline;

  /**
   * The organisation's {@code straykey.yaml}. {@code $STRAYKEY_CONFIG} comes first: a pull request
   * can edit the POM, not the environment.
   */
  @Parameter(property = "straykey.config")
  private @Nullable String config;

  /** Keys that the organisation issued or was issued: files or database URLs. */
  @Parameter(property = "straykey.inventory")
  private @Nullable List<String> inventory;

  /** What to scan where there is no project; a project's build scans the project. */
  @Parameter(property = "straykey.directory", defaultValue = "${session.executionRootDirectory}")
  private String directory;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true)
  @Nullable MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  private Surroundings surroundings;
  private Ci ci;
  private Reactor reactor;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    surroundings = surroundings();
    ci = Ci.of(surroundings.environment());
    reactor = new Reactor(session);
    if (skip && !governed()) {
      getLog().info("Straykey: skipped");
      return;
    }
    if (skip) {
      getLog().warn("Straykey: skip is not heard, as an organisation's configuration is given");
    }
    if (!isPerModule() && !Once.first(session, execution)) {
      getLog().debug("the checkout is scanned once a build");
      return;
    }
    try {
      go();
    } catch (ScannerException e) {
      throw new MojoExecutionException(
          e.code().equals("SK-4001") && !hasDriver() ? NO_DRIVER : e.getMessage());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // What we did not foresee may hold a key in its message: only its kind and place are told.
      throw new MojoExecutionException(
          Unforeseen.message(e)
              + " Nothing of the scanned text is in this message; please report it.");
    }
  }

  /** Does what the goal is for. */
  abstract void go() throws MojoExecutionException, MojoFailureException;

  /** Returns whether every module of a reactor does it; else the first does it for all. */
  boolean isPerModule() {
    return false;
  }

  // What goals ask of the build

  /** Returns the process as it is; the version stands in the plugin's own jar. */
  private Surroundings surroundings() {
    Surroundings process = Surroundings.ofProcess();
    return new Surroundings(
        process.environment(),
        InputStream.nullInputStream(),
        process.clock(),
        process.sleeper(),
        execution.getVersion());
  }

  Surroundings surrounded() {
    return surroundings;
  }

  Ci ci() {
    return ci;
  }

  /** Returns where the files of this build lie. */
  Reactor reactor() {
    return reactor;
  }

  /** Returns whether an organisation's configuration is given, which a change cannot loosen. */
  boolean governed() {
    return config() != null || !environment("STRAYKEY_CONFIG").isEmpty();
  }

  private String environment(String name) {
    return surroundings.environment().getOrDefault(name, "");
  }

  /** Returns null where the environment names it, and so the pipeline finds it itself. */
  @Nullable Path config() {
    return config == null || config.isBlank() || !environment("STRAYKEY_CONFIG").isEmpty()
        ? null
        : reactor.below(config);
  }

  /** A fork's inventory is not read, so whose a key is cannot be what it fails on. */
  FailOn failOn() {
    FailOn asked = word(failOn);
    return ci.fork() && asked != FailOn.NONE ? FailOn.ANY : asked;
  }

  private static FailOn word(String text) {
    try {
      return FailOn.valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "SK-4110",
          "failOn is none of: none, live, ours, any",
          "Correct <failOn> of straykey-maven-plugin, or -Dstraykey.failOn",
          null);
    }
  }

  List<String> inventory() {
    List<String> places = new ArrayList<>();
    for (String place : inventory == null ? List.<String>of() : inventory) {
      places.add(
          place.startsWith("jdbc:") || place.startsWith("sqlite:")
              ? place
              : reactor.below(place).toString());
    }
    return places;
  }

  /** Returns where known findings stand, whether or not a file is there. */
  Path baselineFile() {
    return reactor.below(baseline);
  }

  /** Returns the baseline to believe; null when the usual one is not there. */
  @Nullable Path baseline() {
    Path file = baselineFile();
    return baseline.equals("straykey-baseline.jsonl") && !Files.exists(file) ? null : file;
  }

  /** Returns the folder of the reactor; without a project, the one that was named. */
  Path directory() {
    boolean real = project != null && project.getFile() != null;
    return (real ? reactor.root() : Path.of(directory)).toAbsolutePath().normalize();
  }

  /** Returns the formats as they are asked for. */
  String formats() {
    return String.join(",", reports);
  }

  List<ReportTarget> reports(Path folder, String name) {
    var texts = new ArrayList<String>();
    for (String format : reports) {
      if (!format.isBlank()) {
        texts.add(format.strip() + "=" + folder.resolve(name + "." + extension(format.strip())));
      }
    }
    return ReportTarget.parse(texts);
  }

  private static String extension(String format) {
    return switch (format) {
      case "text" -> "txt";
      case "markdown" -> "md";
      case "junit" -> "junit.xml";
      case "gitlab" -> "gitlab.json";
      default -> format;
    };
  }

  // A run, and what it means to the build

  /** Runs, and writes the reports. */
  RunResult run(RunRequest request, Surroundings around, List<ReportTarget> targets) {
    var progress = new Progress(getLog());
    RunResult result = Pipeline.run(request, around, progress::show);
    ReportTarget.write(result, targets, Writer.nullWriter(), false, true);
    for (var source : result.sources()) {
      for (String notice : source.notices()) {
        getLog().warn("Straykey: " + Inert.of(notice));
      }
    }
    return result;
  }

  /** Says how it went: nothing more when the build is to go on. */
  void judge(RunResult result, Duration took, Path folder)
      throws MojoExecutionException, MojoFailureException {
    new Verdict(getLog(), reactor.shown(folder), ci.fork()).on(result, took);
  }

  private static boolean hasDriver() {
    return isThere("org.postgresql.Driver") || isThere("org.sqlite.JDBC");
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, AbstractStraykeyMojo.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
