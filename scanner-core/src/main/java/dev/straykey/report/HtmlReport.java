package dev.straykey.report;

import dev.straykey.model.RunResult;
import dev.straykey.model.WireName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * One page that holds all it needs: no script, nothing from outside, light or dark as the reader
 * has it. The page is built as a tree, so foreign text can only ever be text.
 */
public final class HtmlReport implements ReportWriter {
  private static final String CSS = css();

  @Override
  public String format() {
    return "html";
  }

  @Override
  public void write(RunResult result, Appendable out) throws IOException {
    var page = new Document("");
    page.outputSettings().prettyPrint(false).charset(StandardCharsets.UTF_8);
    var html = page.appendElement("html").attr("lang", "en");
    head(html.appendElement("head"));
    body(html.appendElement("body").appendElement("main"), result);
    out.append("<!doctype html>\n");
    page.html(out);
    out.append('\n');
  }

  private static void head(Element head) {
    head.appendElement("meta").attr("charset", "utf-8");
    head.appendElement("meta")
        .attr("http-equiv", "Content-Security-Policy")
        .attr(
            "content",
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                .formatted(sha256(CSS)));
    head.appendElement("meta").attr("name", "referrer").attr("content", "no-referrer");
    head.appendElement("meta")
        .attr("name", "viewport")
        .attr("content", "width=device-width, initial-scale=1");
    head.appendElement("meta").attr("name", "color-scheme").attr("content", "light dark");
    head.appendElement("title").text("Straykey report");
    head.appendElement("style").appendChild(new DataNode(CSS));
  }

  private static void body(Element main, RunResult result) {
    var summary = new Summary(result);
    var header = block(main, "header");
    header.appendElement("h1").text(summary.found());
    header
        .appendElement("p")
        .addClass(result.complete() ? "complete" : "incomplete")
        .text(summary.scanned());
    paragraph(header, summary.ownership());
    result.notices().forEach(notice -> paragraph(header, Printable.of(notice)));
    summary.counting().forEach(one -> HtmlFinding.write(block(main, "article"), one));
    list(main, "What you can do next", summary.next());
    sources(main, result);
    accepted(main, summary.accepted());
    skipped(main, summary);
    proof(main, result);
  }

  private static void sources(Element main, RunResult result) {
    if (result.sources().isEmpty()) {
      return;
    }
    block(main, "h2").text("Scanned");
    var table = block(main, "table");
    var titles = table.appendElement("thead").appendElement("tr");
    for (String title : List.of("source", "kind", "read", "notes")) {
      titles.appendElement("th").attr("scope", "col").text(title);
    }
    var rows = table.appendElement("tbody");
    for (var source : result.sources()) {
      var row = rows.appendElement("tr");
      row.appendElement("td").appendElement("code").text(Printable.of(source.source()));
      row.appendElement("td").text(Printable.of(source.kind()));
      row.appendElement("td").text(Summary.source(source));
      row.appendElement("td")
          .text(String.join("; ", source.notices().stream().map(Printable::of).toList()));
    }
  }

  private static void accepted(Element main, List<RunResult.Result> accepted) {
    list(
        main,
        "Not counted",
        accepted.stream()
            .map(
                r ->
                    "%s %s, %s – %s"
                        .formatted(
                            Printable.of(r.finding().ruleName()),
                            Printable.of(r.finding().redacted()),
                            Places.title(r.finding().matches().get(0)),
                            Words.suppression(r)))
            .toList());
  }

  private static void skipped(Element main, Summary summary) {
    if (summary.skipped().isEmpty()) {
      return;
    }
    block(main, "h2").text("Not read");
    for (var entry : summary.skipped().entrySet()) {
      var details = block(main, "details");
      details
          .appendElement("summary")
          .addClass(entry.getKey().leavesScanComplete() ? "complete" : "incomplete")
          .text(
              "%s %s – %s"
                  .formatted(
                      Words.number(entry.getValue().size()),
                      WireName.of(entry.getKey()),
                      Summary.reason(entry.getKey())));
      var list = details.appendElement("ul");
      for (var skip : entry.getValue().stream().limit(HtmlFinding.SHOWN_PLACES).toList()) {
        var item = list.appendElement("li");
        item.appendElement("code").text(Printable.of(skip.place()));
        item.appendText(" " + Printable.of(skip.detail()));
      }
      int left = entry.getValue().size() - HtmlFinding.SHOWN_PLACES;
      if (left > 0) {
        list.appendElement("li").text("+%s more".formatted(Words.number(left)));
      }
    }
  }

  private static void proof(Element main, RunResult result) {
    block(main, "h2").text("Proof");
    var facts = block(main, "dl");
    fact(facts, "Straykey", result.version() + ", " + Words.time(result.at()));
    fact(facts, "Fingerprint key (kid)", result.kid());
    fact(facts, "Evidence head", result.evidenceHead());
    fact(facts, "Plan", result.planHash());
    for (var believed : result.believed()) {
      fact(facts, "Believed", believed.file() + " – sha256 " + believed.sha256());
    }
  }

  private static void fact(
      Element facts, String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      facts.appendElement("dt").text(name);
      facts.appendElement("dd").appendElement("code").text(Printable.of(value));
    }
  }

  private static void list(Element main, String heading, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    block(main, "h2").text(heading);
    var list = block(main, "ul");
    items.forEach(item -> list.appendElement("li").text(item));
  }

  private static void paragraph(Element parent, String text) {
    if (!text.isEmpty()) {
      block(parent, "p").text(text);
    }
  }

  /** Adds an element on a line of its own, for whoever reads the file itself. */
  private static Element block(Element parent, String tag) {
    parent.appendText("\n");
    return parent.appendElement(tag);
  }

  private static String css() {
    try (var in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"), "report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
