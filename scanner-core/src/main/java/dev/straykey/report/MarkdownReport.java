package dev.straykey.report;

import dev.straykey.model.Attribution;
import dev.straykey.model.RunResult;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table for comments on pull requests and issues: one row a key. Foreign text stands in code,
 * with every sign that Markdown knows as an entity: it marks nothing up, links nothing, calls
 * nobody.
 */
public final class MarkdownReport implements ReportWriter {
  /** A comment holds 65,536 characters on the usual servers. */
  private static final int MOST_ROWS = 100;

  private static final int LONGEST = 200;

  @Override
  public String format() {
    return "markdown";
  }

  @Override
  public void write(RunResult result, Appendable out) throws IOException {
    var summary = new Summary(result);
    out.append("### Straykey: ").append(summary.found()).append("\n\n");
    out.append(result.complete() ? "" : "⚠️ ").append(summary.scanned()).append(".");
    out.append(summary.ownership().isEmpty() ? "" : " " + summary.ownership() + ".").append('\n');
    table(out, summary.counting());
    list(out, "Not counted", accepted(summary));
    list(out, "Not read", skipped(summary));
    list(out, "What you can do next", summary.next().stream().map(MarkdownReport::text).toList());
    var foot = new ArrayList<String>();
    foot.add("Straykey " + code(result.version()));
    named(foot, "kid", result.kid());
    named(foot, "plan", result.planHash());
    named(foot, "evidence head", result.evidenceHead());
    out.append("\n<sub>").append(String.join(" · ", foot)).append("</sub>\n");
  }

  private static void named(List<String> foot, String name, @Nullable String value) {
    if (value != null) {
      foot.add(name + " " + code(value));
    }
  }

  private static void table(Appendable out, List<RunResult.Result> results) throws IOException {
    if (results.isEmpty()) {
      return;
    }
    out.append("\n| severity | key | whose | alive | places | first place | what now |\n");
    out.append("|---|---|---|---|---:|---|---|\n");
    for (var one : results.stream().limit(MOST_ROWS).toList()) {
      row(out, one);
    }
    if (results.size() > MOST_ROWS) {
      out.append(
          "\n%s more in the full report.\n"
              .formatted(Words.many(results.size() - MOST_ROWS, "key")));
    }
  }

  private static void row(Appendable out, RunResult.Result one) throws IOException {
    var finding = one.finding();
    var first = finding.matches().get(0);
    var said = finding.suppression();
    out.append("| ")
        .append(
            "**%s**%s"
                .formatted(
                    WireName.of(finding.severity()).toUpperCase(Locale.ROOT)
                        + (finding.doubt() == null ? "" : "?"),
                    said == null || said.honoured() ? "" : "<br>**suppression refused**"))
        .append(" | ")
        .append(
            "%s %s<br>%s"
                .formatted(
                    code(finding.ruleName()),
                    code(finding.redacted()) + Words.doubt(finding),
                    code(finding.fingerprint().brief())))
        .append(" | ")
        .append(whose(one.attribution()))
        .append(" | ")
        .append(WireName.of(one.attribution().validity()))
        .append(" | ")
        .append(Words.number(finding.matches().size()))
        .append(" | ")
        .append(code(Places.title(first)))
        .append(" | ")
        .append(whatNow(one))
        .append(" |\n");
  }

  private static String whose(Attribution known) {
    return switch (known.status()) {
      case NOT_CHECKED -> "not checked";
      case NOT_OURS -> "not yours";
      case AMBIGUOUS -> "ambiguous: " + Words.many(known.candidates().size(), "record");
      case OURS -> {
        var key = known.key();
        String owner = Words.owner(known);
        yield "yours"
            + (key == null ? "" : ": " + code(key.title()))
            + (owner.isEmpty() ? ", nobody answers for it" : ", " + code(owner));
      }
    };
  }

  private static String whatNow(RunResult.Result one) {
    if (!one.outcomes().isEmpty()) {
      var last = one.outcomes().get(one.outcomes().size() - 1);
      return WireName.of(last.action()) + ": " + WireName.of(last.state());
    }
    var decision = one.decision();
    if (decision == null) {
      return one.attribution().validity() == Validity.DEAD ? "remove it" : "end it, then remove it";
    }
    String actions = String.join(", ", decision.actions().stream().map(WireName::of).toList());
    return (actions.isEmpty() ? "nothing" : actions)
        + (decision.deadline() == null ? "" : " by " + Words.time(decision.deadline()))
        + (decision.held().isEmpty() ? "" : ", held for a person");
  }

  private static List<String> accepted(Summary summary) {
    return summary.accepted().stream()
        .limit(MOST_ROWS)
        .map(r -> code(r.finding().ruleName()) + " – " + code(Words.suppression(r)))
        .toList();
  }

  private static List<String> skipped(Summary summary) {
    return summary.skipped().entrySet().stream()
        .map(
            e ->
                "%s %s – %s, first %s"
                    .formatted(
                        Words.number(e.getValue().size()),
                        WireName.of(e.getKey()),
                        Summary.reason(e.getKey()),
                        code(e.getValue().get(0).place())))
        .toList();
  }

  private static void list(Appendable out, String heading, List<String> items) throws IOException {
    if (items.isEmpty()) {
      return;
    }
    out.append("\n**").append(heading).append("**\n\n");
    for (String item : items) {
      out.append("- ").append(item).append('\n');
    }
  }

  /** Our own sentences, which hold signs of Markdown but nothing foreign. */
  private static String text(String own) {
    return own.replace("_", "\\_").replace("*", "\\*");
  }

  /** Returns foreign text as code, in which nobody is mentioned and nothing links. */
  static String code(@Nullable String foreign) {
    String shown = Printable.of(foreign);
    if (shown.length() > LONGEST) {
      shown = shown.substring(0, LONGEST) + "…";
    }
    var out = new StringBuilder("<code>");
    shown
        .codePoints()
        .forEach(
            c -> {
              if (c > 0x7e || Character.isLetterOrDigit(c) || c == ' ' || c == '/' || c == '-') {
                out.appendCodePoint(c);
              } else {
                out.append("&#").append(c).append(';');
              }
            });
    return out.append("</code>").toString();
  }
}
