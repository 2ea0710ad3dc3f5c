package dev.straykey.report;

import dev.straykey.model.RunResult;
import dev.straykey.model.WireName;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** One finding as a block of a few lines. */
final class TextFinding {
  static final int SHOWN_PLACES = 5;

  private TextFinding() {}

  static void write(TextLines text, int number, RunResult.Result result, boolean allPlaces)
      throws IOException {
    var finding = result.finding();
    text.line(
        "",
        "%s. %s  %s  %s  [%s]"
            .formatted(
                number,
                text.severity(
                    finding.severity(), WireName.of(finding.severity()).toUpperCase(Locale.ROOT)),
                text.bold(Printable.of(finding.ruleName())),
                Printable.of(finding.redacted()),
                finding.fingerprint().brief()));
    if (finding.suppression() != null) {
      String said = Words.suppression(result);
      text.labelled("", List.of(result.counts() ? text.alarm(said) : said));
    }
    var doubt = finding.doubt();
    text.labelled("doubt", doubt == null ? List.of() : List.of(doubt.words()));
    shown(text, result);
    places(text, result, allPlaces);
    text.labelled("whose", List.of(Words.whose(result.attribution())));
    text.labelled("life", List.of(Words.life(result.attribution().validity())));
    text.labelled("what now", Words.whatNow(result));
    text.labelled(
        "done",
        result.outcomes().stream()
            .map(o -> Words.isBad(o) ? text.alarm(Words.outcome(o)) : Words.outcome(o))
            .toList());
    var timeline = result.timeline();
    text.labelled("times", timeline == null ? List.of() : Words.timeline(timeline));
  }

  private static void shown(TextLines text, RunResult.Result result) throws IOException {
    switch (result.finding().shown()) {
      case VALUE -> {}
      case KEY_ID ->
          text.labelled("what", List.of("only its public id stands there, not the key itself"));
      case REDACTED ->
          text.labelled("what", List.of("only its first and last characters stand there"));
    }
  }

  private static void places(TextLines text, RunResult.Result result, boolean all)
      throws IOException {
    var matches = result.finding().matches();
    int shown = all ? matches.size() : Math.min(SHOWN_PLACES, matches.size());
    String label = "where";
    String before = "";
    for (var match : matches.subList(0, shown)) {
      String remarks = String.join("; ", Places.remarks(match));
      text.place(label, Places.title(match), remarks.equals(before) ? "" : remarks);
      before = remarks;
      label = "";
      String link = Places.link(match);
      if (link != null) {
        text.place("", link, "");
      }
    }
    if (matches.size() > shown) {
      text.place("", "+%s more".formatted(Words.number(matches.size() - shown)), "");
    }
  }
}
