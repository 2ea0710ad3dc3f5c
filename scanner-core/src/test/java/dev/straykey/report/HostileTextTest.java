package dev.straykey.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Audience;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Match;
import dev.straykey.model.Outcome;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.Provenance;
import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import dev.straykey.model.Skip;
import dev.straykey.model.SourceReport;
import dev.straykey.model.Suppression;
import dev.straykey.model.TextState;
import dev.straykey.model.Validity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Whatever stands in a path, an author or a reason: it is shown, and does nothing. */
class HostileTextTest {
  private static final Pattern LOG_COMMAND =
      Pattern.compile("##[A-Za-z]*\\[|^\\s*::", Pattern.MULTILINE);
  private static final Schema SARIF = Read.schema("sarif-for-code-scanning.schema.json");
  private static final Schema GITLAB = Read.schema("gitlab-secret-detection.schema.json");
  private static final String FORMULAS = "=+-@\t\r";

  /** Each of these is tried by every property, before anything random. */
  private static final String[] PLANTED = {
    "\u001b[2J\u001b]0;x\u0007",
    "\u202egnp.exe",
    "a\nb",
    "a\r\n::error file=x::y",
    "::error::x",
    "  ::add-mask::x",
    "##vso[task.complete result=Succeeded;]",
    "##[error]x",
    "##teamcity[x]",
    "###[x",
    "\u200b\u2066\ufeff",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1",
    "-1",
    "\t=1",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "]]>",
    "<!--",
    "--></style>",
    "</code>",
    "&amp;",
    "| a | b",
    "\\|",
    "`x`",
    "![x](https://a.example/)",
    "@everyone",
    "<@U1>",
    "\ud800",
    "\udc00x",
    "\uffff",
    "\u0000",
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\x",
    "javascript:alert(1)",
    "https://a.example/\"onclick=x",
    "%2e%2e/",
    "{0}",
    "[x](1)",
    "\"",
    "'",
    ",",
    ";",
    "%s%n%d",
    "$1\\",
    "",
    " ",
    "\u2028",
    "\u0085",
    "\ud83d\ude00",
    "\udb40\udc41",
    "ü"
  };

  @Provide
  Arbitrary<String> hostile() {
    var planted = Arbitraries.of(PLANTED);
    return Arbitraries.oneOf(
            planted,
            Arbitraries.strings().all().ofMaxLength(30),
            Arbitraries.strings().ascii().ofMaxLength(30),
            planted.list().ofMinSize(2).ofMaxSize(4).map(parts -> String.join("", parts)))
        .edgeCases(each -> each.add(PLANTED));
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void nothingOfItActsInATerminalOrALog(@ForAll("hostile") String text) {
    for (String format : Reports.formats()) {
      String report = Samples.write(format, run(text));

      assertThat(report.codePoints().filter(c -> c != '\n' && Printable.acts(c)).boxed())
          .as(format)
          .isEmpty();
      assertThat(LOG_COMMAND.matcher(report).find()).as(format + ": " + report).isFalse();
    }
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void nothingOfItActsInANarrowTerminal(@ForAll("hostile") String text) {
    String report =
        Samples.write(Reports.text(new TextStyle(false, 40, true)), run("word ".repeat(9) + text));

    assertThat(report.codePoints().filter(c -> c != '\n' && Printable.acts(c)).boxed()).isEmpty();
    assertThat(LOG_COMMAND.matcher(report).find()).as(report).isFalse();
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void jsonGivesItBackAsItWas(@ForAll("hostile") String text) {
    var finding = Read.json(Samples.write("json", run(text))).get("findings").get(0);

    assertThat(finding.get("matches").get(0).get("path").textValue()).isEqualTo(inUnicode(text));
    assertThat(finding.get("matches").get(0).get("author").textValue()).isEqualTo(inUnicode(text));
    assertThat(finding.get("attribution").get("owner").get("person").textValue())
        .isEqualTo(inUnicode(text));
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void jsonLinesKeepsALineAFinding(@ForAll("hostile") String text) {
    String report = Samples.write("jsonl", run(text));

    assertThat(report.lines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(Read.json(line).get("rule").textValue()).isEqualTo(inUnicode(text)));
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void sarifStaysWhatCodeScanningTakes(@ForAll("hostile") String text) {
    assertThat(SARIF.validate(Read.json(Samples.write("sarif", run(text))))).isEmpty();
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void gitlabStaysWhatGitlabTakes(@ForAll("hostile") String text) {
    assertThat(GITLAB.validate(Read.json(Samples.write("gitlab", run(text))))).isEmpty();
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void noCellOfTheCsvIsComputed(@ForAll("hostile") String text) {
    String report = Samples.write("csv", run(text));

    assertThat(report.lines()).hasSize(3);
    assertThat(Read.csv(report))
        .hasSize(3)
        .allSatisfy(row -> assertThat(row).hasSize(CsvReport.COLUMNS.size()))
        .allSatisfy(
            row ->
                assertThat(row)
                    .noneMatch(cell -> FORMULAS.indexOf((cell.strip() + "x").charAt(0)) >= 0));
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void junitStaysXmlWithTheSameElements(@ForAll("hostile") String text) throws Exception {
    var cases = Read.xml(Samples.write("junit", run(text))).getElementsByTagName("testcase");

    assertThat(cases.getLength()).isEqualTo(3);
    assertThat(cases.item(1).getAttributes().getNamedItem("classname").getNodeValue())
        .isEqualTo("straykey." + Printable.of(text));
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void htmlHoldsItOnlyAsText(@ForAll("hostile") String text) {
    var page = Jsoup.parse(Samples.write("html", run(text)));

    assertThat(tags(page.getAllElements()))
        .isSubsetOf(
            "#root", "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2",
            "p", "article", "span", "code", "small", "dl", "dt", "dd", "ul", "li", "details",
            "summary", "table", "thead", "tbody", "tr", "th", "td", "br", "a");
    assertThat(
            page.body().getAllElements().stream()
                .flatMap(e -> e.attributes().asList().stream())
                .map(a -> a.getKey())
                .collect(Collectors.toSet()))
        .isSubsetOf("class", "title", "href", "rel", "scope");
    assertThat(page.select("a").eachAttr("href")).allMatch(link -> link.startsWith("http"));
    assertThat(page.select("article h2").first().wholeText()).contains(Printable.of(text));
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.FIRST)
  void markdownHoldsItOnlyInCode(@ForAll("hostile") String text) {
    String report = Samples.write("markdown", run(text));

    String markup = report.replaceAll("<code>(?:[^<>|`\\\\*_@#&\\[\\]]|&#\\d+;)*</code>", "CODE");
    assertThat(markup)
        .isEqualTo(Samples.write("markdown", run("x")).replaceAll("<code>[^<]*</code>", "CODE"));
  }

  /** Half a pair stands for no character: it comes back as U+FFFD. */
  private static String inUnicode(String text) {
    var bytes = java.nio.charset.StandardCharsets.UTF_16BE.encode(text);
    return java.nio.charset.StandardCharsets.UTF_16BE.decode(bytes).toString();
  }

  private static Set<String> tags(List<Element> elements) {
    return elements.stream().map(Element::tagName).collect(Collectors.toSet());
  }

  /**
   * Returns a run with {@code text} wherever a text can be: one key that counts and one that does
   * not.
   */
  private static RunResult run(String text) {
    var match =
        new Match(
            new Provenance(
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                text,
                Samples.NOW,
                text,
                Audience.PUBLIC,
                TextState.HISTORICAL),
            1,
            1,
            1,
            9,
            List.of(text, text),
            text);
    var known =
        new Attribution(
            AttributionStatus.OURS,
            AttributionBy.FINGERPRINT,
            Samples.record(text),
            List.of(text),
            KeyScope.USER,
            new Owner(OwnerType.PERSON, text),
            new Person(text, text, text, text, text, text, PersonStatus.LEAVER, null),
            Validity.UNDETERMINED,
            true,
            text);
    var decision =
        new Decision(
            List.of(Action.REVOKE),
            true,
            Samples.NOW,
            text,
            text,
            List.of(text),
            List.of(text),
            1,
            true);
    var outcome = new Outcome(Action.REVOKE, OutcomeState.FAILED, text, Samples.NOW, text);
    var finding =
        new Finding(
            Samples.fingerprint(1),
            text,
            text,
            text,
            Severity.HIGH,
            Shown.KEY_ID,
            text,
            text,
            KeyScope.USER,
            false,
            List.of(match),
            new Suppression(text, text, false));
    var accepted =
        new Finding(
            Samples.fingerprint(2),
            text,
            text,
            text,
            Severity.LOW,
            Shown.VALUE,
            text,
            null,
            KeyScope.USER,
            false,
            List.of(match),
            new Suppression(text, text, true));
    var source =
        new SourceReport(
            text,
            text,
            1,
            1,
            1,
            Map.of(text, 1L),
            List.of(new Skip(text, Skip.Reason.BROKEN, text)),
            List.of(text));
    return new RunResult(
        text,
        Samples.NOW,
        List.of(source),
        List.of(
            new RunResult.Result(finding, known, decision, List.of(outcome), Samples.timeline()),
            new RunResult.Result(accepted, known, null, List.of(), null)),
        List.of(new RunResult.Believed(text, text)),
        text,
        text,
        text,
        true,
        dev.straykey.model.FailOn.ANY,
        List.of(text));
  }
}
