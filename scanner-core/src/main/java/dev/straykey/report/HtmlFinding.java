package dev.straykey.report;

import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.model.WireName;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** One finding as an article of the page. */
final class HtmlFinding {
  /** More are counted, not listed: a page must open. */
  static final int SHOWN_PLACES = 100;

  private static final int OPEN_PLACES = 5;
  private static final Pattern WEB_LINK = Pattern.compile("https?://[^\\s\"'<>]+");

  private HtmlFinding() {}

  static void write(Element article, RunResult.Result result) {
    var finding = result.finding();
    String severity = WireName.of(finding.severity());
    article.addClass(severity);
    var title = article.appendElement("h2");
    title.appendElement("span").addClass("severity").text(severity);
    title.appendText(" " + Printable.of(finding.ruleName()) + " ");
    title.appendElement("code").text(Printable.of(finding.redacted()));
    title
        .appendElement("small")
        .attr("title", finding.fingerprint().hex())
        .text(" " + finding.fingerprint().brief());
    if (finding.suppression() != null) {
      article.appendElement("p").addClass("refused").text(Words.suppression(result));
    }
    var facts = article.appendElement("dl");
    var doubt = finding.doubt();
    fact(facts, "Doubt", doubt == null ? List.of() : List.of(doubt.words()));
    places(facts, finding.matches());
    fact(facts, "Whose", List.of(Words.whose(result.attribution())));
    fact(facts, "Life", List.of(Words.life(result.attribution().validity())));
    fact(facts, "What now", Words.whatNow(result));
    fact(facts, "Done", result.outcomes().stream().map(Words::outcome).toList());
    var timeline = result.timeline();
    fact(facts, "Times", timeline == null ? List.of() : Words.timeline(timeline));
  }

  private static void places(Element facts, List<Match> matches) {
    facts.appendElement("dt").text("Where");
    var where = facts.appendElement("dd");
    where.appendText(Words.many(matches.size(), "place"));
    int open = Math.min(OPEN_PLACES, matches.size());
    places(where.appendElement("ul"), matches.subList(0, open), 0);
    if (matches.size() > open) {
      var rest = where.appendElement("details");
      rest.appendElement("summary").text("+%s more".formatted(Words.number(matches.size() - open)));
      int shown = Math.min(SHOWN_PLACES, matches.size());
      places(rest.appendElement("ul"), matches.subList(open, shown), matches.size() - shown);
    }
  }

  private static void places(Element list, List<Match> matches, int left) {
    for (var match : matches) {
      var item = list.appendElement("li");
      item.appendElement("code").text(Places.title(match));
      item.appendText(" – " + String.join("; ", Places.remarks(match)));
      String link = Places.link(match);
      if (link != null) {
        item.appendElement("br");
        link(item, link);
      }
    }
    if (left > 0) {
      list.appendElement("li").text("+%s more, in the json report".formatted(Words.number(left)));
    }
  }

  /** Only the web can be linked to: an export may claim any permalink. */
  private static void link(Element item, String link) {
    if (WEB_LINK.matcher(link).matches()) {
      item.appendElement("a")
          .attr("href", link)
          .attr("rel", "noopener noreferrer nofollow")
          .text(link);
    } else {
      item.appendElement("code").text(link);
    }
  }

  private static void fact(Element facts, String name, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    facts.appendElement("dt").text(name);
    for (String value : values) {
      facts.appendElement("dd").text(value);
    }
  }
}
