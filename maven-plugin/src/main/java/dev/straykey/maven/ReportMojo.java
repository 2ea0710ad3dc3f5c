package dev.straykey.maven;

import dev.straykey.model.FailOn;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.model.WireName;
import dev.straykey.pipeline.Inert;
import dev.straykey.pipeline.ReportTarget;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.jspecify.annotations.Nullable;

/**
 * A page of the Maven site: every key that stands in the project or its history. Called by itself,
 * it writes {@code straykey.html}. Never fails the build.
 */
@Mojo(
    name = "report",
    defaultPhase = LifecyclePhase.SITE,
    threadSafe = true,
    requiresProject = false)
public final class ReportMojo extends AbstractStraykeyMojo implements MavenReport {
  private static final int MOST_PLACES = 20;

  /** Folder of the page. */
  @Parameter(defaultValue = "${project.reporting.outputDirectory}", readonly = true)
  private @Nullable File outputDirectory;

  private @Nullable Sink page;

  @Override
  void go() {
    if (page == null && !canGenerateReport()) {
      return;
    }
    Path output = reactor().output();
    List<ReportTarget> targets =
        page == null
            ? ReportTarget.parse(List.of("html=" + output.resolve("straykey.html")))
            : List.of();
    RunResult result =
        run(
            ScanHistoryMojo.whole(this, Place.of(directory()), baseline(), null),
            surrounded(),
            targets);
    if (page == null) {
      getLog().info("Straykey: " + reactor().shown(output.resolve("straykey.html")));
    } else {
      write(page, result);
    }
  }

  @Override
  FailOn failOn() {
    return FailOn.NONE;
  }

  /** Each module has a site of its own, but the checkout is one: its page is the root's. */
  @Override
  boolean isPerModule() {
    return true;
  }

  @Override
  public void generate(Sink sink, Locale locale) throws MavenReportException {
    page = sink;
    try {
      execute();
    } catch (org.apache.maven.plugin.AbstractMojoExecutionException e) {
      throw new MavenReportException(e.getMessage());
    }
  }

  private void write(Sink sink, RunResult result) {
    sink.head();
    sink.title();
    sink.text("Leaked keys");
    sink.title_();
    sink.head_();
    sink.body();
    sink.section1();
    sink.sectionTitle1();
    sink.text("Leaked keys");
    sink.sectionTitle1_();
    paragraph(sink, summary(result));
    if (!result.results().isEmpty()) {
      table(sink, result);
    }
    sink.section1_();
    sink.body_();
    sink.flush();
    sink.close();
  }

  private static String summary(RunResult result) {
    return "%s in %s.%s"
        .formatted(
            result.results().isEmpty()
                ? "No leaked key"
                : Said.many(result.results().size(), "key"),
            Said.many(
                result.sources().stream().mapToLong(source -> source.documents()).sum(),
                "document"),
            result.complete() ? "" : " Not everything could be read.");
  }

  private void table(Sink sink, RunResult result) {
    sink.table();
    sink.tableRows(null, false);
    row(sink, true, List.of("Severity", "Key", "Where", "Whose", "Counts"));
    for (RunResult.Result one : result.results()) {
      row(
          sink,
          false,
          List.of(
              WireName.of(one.finding().severity()),
              Inert.of(one.finding().ruleName()) + " " + Inert.of(one.finding().redacted()),
              places(one.finding().matches()),
              Said.whose(one.attribution(), ci().fork()),
              counts(one)));
    }
    sink.tableRows_();
    sink.table_();
  }

  private static String places(List<Match> matches) {
    var places = matches.stream().limit(MOST_PLACES).map(Said::place).toList();
    int more = matches.size() - places.size();
    return String.join("; ", places) + (more == 0 ? "" : "; and %,d more".formatted(more));
  }

  private static String counts(RunResult.Result one) {
    var said = one.finding().suppression();
    if (one.counts()) {
      return "yes";
    }
    return said == null ? "no: meant to be public" : "no: %s".formatted(Inert.of(said.reason()));
  }

  private static void row(Sink sink, boolean head, List<String> cells) {
    sink.tableRow();
    for (String cell : cells) {
      if (head) {
        sink.tableHeaderCell();
        sink.text(cell);
        sink.tableHeaderCell_();
      } else {
        sink.tableCell();
        sink.text(cell);
        sink.tableCell_();
      }
    }
    sink.tableRow_();
  }

  private static void paragraph(Sink sink, String text) {
    sink.paragraph();
    sink.text(text);
    sink.paragraph_();
  }

  @Override
  @SuppressWarnings("deprecation") // the site plugins of Maven 3.6.3's time ask by this name
  public String getOutputName() {
    return "straykey";
  }

  @Override
  public String getCategoryName() {
    return CATEGORY_PROJECT_REPORTS;
  }

  @Override
  public String getName(Locale locale) {
    return "Leaked keys";
  }

  @Override
  public String getDescription(Locale locale) {
    return "Keys that stand in the project or its history.";
  }

  @Override
  public void setReportOutputDirectory(File folder) {
    outputDirectory = folder;
  }

  @Override
  public @Nullable File getReportOutputDirectory() {
    return outputDirectory;
  }

  @Override
  public boolean isExternalReport() {
    return false;
  }

  @Override
  public boolean canGenerateReport() {
    return project == null || project.isExecutionRoot();
  }
}
