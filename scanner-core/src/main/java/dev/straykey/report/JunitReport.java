package dev.straykey.report;

import dev.straykey.model.RunResult;
import dev.straykey.model.WireName;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML, for build servers that draw test results: a failed test a key, a skipped one where the
 * key was accepted, an error when the scan is incomplete.
 */
public final class JunitReport implements ReportWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public String format() {
    return "junit";
  }

  @Override
  public void write(RunResult result, Appendable out) throws IOException {
    try {
      var xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(new AppendableWriter(out));
      xml.writeStartDocument("UTF-8", "1.0");
      suites(xml, result);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException io ? io : new IOException(e);
    }
    out.append('\n');
  }

  private static void suites(XMLStreamWriter xml, RunResult result)
      throws XMLStreamException, IOException {
    var summary = new Summary(result);
    int findings = result.results().size();
    newLine(xml, 0);
    xml.writeStartElement("testsuites");
    newLine(xml, 1);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "straykey");
    xml.writeAttribute("tests", Integer.toString(findings + 1));
    xml.writeAttribute("failures", Integer.toString(summary.counting().size()));
    xml.writeAttribute("errors", result.complete() ? "0" : "1");
    xml.writeAttribute("skipped", Integer.toString(summary.accepted().size()));
    xml.writeAttribute("timestamp", TIME.format(result.at()));
    xml.writeAttribute("time", "0");
    scan(xml, result, summary);
    for (var one : result.results()) {
      key(xml, one);
    }
    newLine(xml, 1);
    xml.writeEndElement();
    newLine(xml, 0);
    xml.writeEndElement();
  }

  /**
   * A case of its own, so that a report without a key holds a test, and an incomplete one fails.
   */
  private static void scan(XMLStreamWriter xml, RunResult result, Summary summary)
      throws XMLStreamException {
    newLine(xml, 2);
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "straykey.scan");
    xml.writeAttribute("name", "everything was read");
    xml.writeAttribute("time", "0");
    if (!result.complete()) {
      xml.writeStartElement("error");
      xml.writeAttribute("type", "incomplete");
      xml.writeAttribute("message", summary.scanned());
      for (var skips : summary.skipped().entrySet()) {
        if (!skips.getKey().leavesScanComplete()) {
          for (var skip : skips.getValue()) {
            xml.writeCharacters(
                "\n%s: %s – %s"
                    .formatted(
                        WireName.of(skips.getKey()),
                        Printable.of(skip.place()),
                        Printable.of(skip.detail())));
          }
        }
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void key(XMLStreamWriter xml, RunResult.Result one)
      throws XMLStreamException, IOException {
    var finding = one.finding();
    var first = finding.matches().get(0);
    newLine(xml, 2);
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "straykey." + Printable.of(finding.ruleId()));
    xml.writeAttribute(
        "name",
        "%s %s (%s)"
            .formatted(
                Printable.of(finding.ruleName()),
                Printable.of(finding.redacted()),
                finding.fingerprint().brief()));
    xml.writeAttribute("file", Printable.of(RelativeUri.path(first.where())));
    if (first.line() > 0) {
      xml.writeAttribute("line", Integer.toString(first.line()));
    }
    xml.writeAttribute("time", "0");
    if (one.counts()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", WireName.of(finding.severity()));
      xml.writeAttribute(
          "message",
          "%s at %s – %s"
              .formatted(
                  Printable.of(finding.ruleName()),
                  Places.title(first),
                  Words.whose(one.attribution())));
      var block = new StringBuilder("\n");
      TextFinding.write(new TextLines(block, TextStyle.PLAIN), 1, one, false);
      xml.writeCharacters(block.toString());
    } else {
      xml.writeStartElement("skipped");
      xml.writeAttribute("message", Words.suppression(one));
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void newLine(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
