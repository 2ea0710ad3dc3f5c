package dev.straykey.report;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.model.WireName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One place a line, for spreadsheets. A cell that a spreadsheet would compute begins with {@code '}
 * (<a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>); every cell
 * is one line and quoted.
 */
public final class CsvReport implements ReportWriter {
  private static final Pattern FORMULA =
      Pattern.compile("^\\s*[=+\\-@＝＋－＠\\t\\r].*", Pattern.DOTALL);

  /** The columns, in this order for ever; new ones come at the end. */
  static final List<String> COLUMNS =
      List.of(
          "severity",
          "rule",
          "issuer",
          "redacted",
          "fingerprint",
          "kid",
          "counts",
          "suppression",
          "status",
          "by",
          "key",
          "scope",
          "owner",
          "validity",
          "actions",
          "deadline",
          "kind",
          "source",
          "path",
          "line",
          "column",
          "commit",
          "channel",
          "issue",
          "field",
          "author",
          "at",
          "permalink",
          "audience",
          "state",
          "decoded",
          "doubt");

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public void write(RunResult result, Appendable out) throws IOException {
    var columns = CsvSchema.builder();
    COLUMNS.forEach(columns::addColumn);
    var factory = CsvFactory.builder().enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS).build();
    try (var csv = factory.createGenerator(new AppendableWriter(out))) {
      csv.setSchema(columns.build().withLineSeparator("\n").withHeader());
      for (var one : result.results()) {
        for (var match : one.finding().matches()) {
          csv.writeStartArray();
          for (Object cell : row(one, match).values()) {
            if (cell instanceof Integer number) {
              csv.writeNumber(number);
            } else {
              csv.writeString(cell.toString());
            }
          }
          csv.writeEndArray();
        }
      }
    }
  }

  private static Map<String, Object> row(RunResult.Result one, Match match) {
    var finding = one.finding();
    var known = one.attribution();
    var decision = one.decision();
    var where = match.where();
    var row = new LinkedHashMap<String, Object>();
    row.put("severity", WireName.of(finding.severity()));
    row.put("rule", cell(finding.ruleId()));
    row.put("issuer", cell(finding.issuer()));
    row.put("redacted", cell(finding.redacted()));
    row.put("fingerprint", finding.fingerprint().hex());
    row.put("kid", finding.fingerprint().kid());
    row.put("counts", Boolean.toString(one.counts()));
    row.put("suppression", cell(Words.suppression(one)));
    row.put("status", WireName.of(known.status()));
    row.put("by", known.by() == null ? "" : WireName.of(known.by()));
    row.put("key", cell(known.key() == null ? null : known.key().id()));
    row.put("scope", WireName.of(known.scope()));
    row.put(
        "owner",
        known.owner() == null
            ? ""
            : cell(WireName.of(known.owner().type()) + ":" + known.owner().id()));
    row.put("validity", WireName.of(known.validity()));
    row.put(
        "actions",
        decision == null
            ? ""
            : String.join(" ", decision.actions().stream().map(WireName::of).toList()));
    row.put("deadline", cell(decision == null ? null : text(decision.deadline())));
    row.put("kind", cell(where.kind()));
    row.put("source", cell(where.source()));
    row.put("path", cell(where.path()));
    row.put("line", match.line());
    row.put("column", match.column());
    row.put("commit", cell(where.commit()));
    row.put("channel", cell(where.channel()));
    row.put("issue", cell(where.issue()));
    row.put("field", cell(where.field()));
    row.put("author", cell(where.author()));
    row.put("at", cell(text(where.at())));
    row.put("permalink", cell(where.permalink()));
    row.put("audience", WireName.of(where.audience()));
    row.put("state", WireName.of(where.state()));
    row.put("decoded", cell(String.join(" ", match.decoded())));
    row.put("doubt", finding.doubt() == null ? "" : WireName.of(finding.doubt()));
    return row;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  static String cell(@Nullable String foreign) {
    String shown = Printable.of(foreign);
    return FORMULA.matcher(shown).matches() ? "'" + shown : shown;
  }
}
