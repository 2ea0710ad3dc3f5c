package dev.straykey.report;

import dev.straykey.model.RunResult;
import dev.straykey.model.Skip;
import dev.straykey.model.WireName;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * For a person at a terminal: what was scanned, then each key with where, whose, alive or dead and
 * what now, then what was left out and what to do next. Foreign text in it only shows.
 */
public final class TextReport implements ReportWriter {
  private static final int SHOWN_SKIPS = 3;

  private final TextStyle style;

  /** As a file or a pipe gets it. */
  public TextReport() {
    this(TextStyle.PLAIN);
  }

  TextReport(TextStyle style) {
    this.style = style;
  }

  @Override
  public String format() {
    return "text";
  }

  @Override
  public void write(RunResult result, Appendable out) throws IOException {
    var text = new TextLines(out, style);
    var summary = new Summary(result);
    head(text, result, summary);
    int number = 0;
    for (var one : summary.counting()) {
      text.blank();
      TextFinding.write(text, ++number, one, style.verbose());
    }
    accepted(text, summary.accepted());
    skipped(text, summary.skipped());
    foot(text, result, summary);
  }

  private static void head(TextLines text, RunResult result, Summary summary) throws IOException {
    String scanned = summary.scanned() + ".";
    text.line("", result.complete() ? text.bold(scanned) : text.alarm(scanned));
    for (var source : result.sources()) {
      text.line(
          "  ",
          "%s (%s): %s"
              .formatted(
                  Printable.of(source.source()),
                  Printable.of(source.kind()),
                  Summary.source(source)));
      for (String notice : source.notices()) {
        text.wrapped("    ", "note: " + Printable.of(notice));
      }
    }
    for (String notice : result.notices()) {
      text.wrapped("", "Note: " + Printable.of(notice));
    }
    text.blank();
    String found = summary.found() + ".";
    String whose = summary.ownership();
    text.line("", text.bold(found) + (whose.isEmpty() ? "" : " " + whose + "."));
  }

  private void accepted(TextLines text, List<RunResult.Result> accepted) throws IOException {
    if (accepted.isEmpty()) {
      return;
    }
    text.blank();
    text.line("", "%s not counted:".formatted(Words.many(accepted.size(), "more key")));
    if (style.verbose()) {
      for (var one : accepted) {
        text.line(
            "  ",
            "%s %s  %s – %s"
                .formatted(
                    Printable.of(one.finding().ruleName()),
                    Printable.of(one.finding().redacted()),
                    Places.title(one.finding().matches().get(0)),
                    Words.suppression(one)));
      }
      return;
    }
    var byWhom = new java.util.TreeMap<String, Long>();
    for (var one : accepted) {
      var said = one.finding().suppression();
      byWhom.merge(
          said == null ? "meant to be public by the issuer" : "accepted by " + Words.by(said),
          1L,
          Long::sum);
    }
    for (var entry : byWhom.entrySet()) {
      text.line("  ", Words.number(entry.getValue()) + " " + entry.getKey());
    }
  }

  private void skipped(TextLines text, Map<Skip.Reason, List<Skip>> skipped) throws IOException {
    if (skipped.isEmpty()) {
      return;
    }
    text.blank();
    text.line("", "Not read:");
    for (var entry : skipped.entrySet()) {
      var skips = entry.getValue();
      String reason =
          "%s %s – %s"
              .formatted(
                  Words.number(skips.size()),
                  WireName.of(entry.getKey()),
                  Summary.reason(entry.getKey()));
      text.line("  ", entry.getKey().leavesScanComplete() ? reason : text.alarm(reason));
      int shown = style.verbose() ? skips.size() : SHOWN_SKIPS;
      for (var skip : skips.stream().limit(shown).toList()) {
        String detail = Printable.of(skip.detail());
        text.line("    ", Printable.of(skip.place()) + (detail.isEmpty() ? "" : " – " + detail));
      }
      if (skips.size() > shown) {
        text.line("    ", "+%s more".formatted(Words.number(skips.size() - shown)));
      }
    }
  }

  private static void foot(TextLines text, RunResult result, Summary summary) throws IOException {
    var next = summary.next();
    if (!next.isEmpty()) {
      text.blank();
      text.line("", text.bold("What you can do next"));
      for (String step : next) {
        text.wrapped("  - ", step);
      }
    }
    text.blank();
    text.line(
        "", "Straykey %s, %s".formatted(Printable.of(result.version()), Words.time(result.at())));
    if (result.kid() != null && !result.results().isEmpty()) {
      text.wrapped(
          "",
          "A fingerprint stands for a key without giving it away; these were made under key "
              + Printable.of(result.kid()));
    }
    if (result.planHash() != null) {
      text.line("", "Plan " + Printable.of(result.planHash()));
    }
    if (result.evidenceHead() != null) {
      text.line("", "Evidence head " + Printable.of(result.evidenceHead()));
    }
    for (var believed : result.believed()) {
      text.line(
          "",
          "Believed %s (sha256 %s)"
              .formatted(Printable.of(believed.file()), Printable.of(believed.sha256())));
    }
  }
}
