package dev.straykey.source;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * The text of rendered HTML as a reader sees it: inline elements join with nothing, since
 * highlighters cut a key into spans; blocks are lines of their own. What a reader does not see
 * (targets of links, comments, scripts) follows at the end, a line each.
 */
final class HtmlText {
  /** Beyond this a tree would take too much memory; such a text is scanned as it is. */
  private static final int LARGEST_TREE = 4_000_000;

  private HtmlText() {}

  static String of(String html) {
    if ((html.indexOf('<') < 0 && html.indexOf('&') < 0) || html.length() > LARGEST_TREE) {
      return html.strip();
    }
    var collector = new Collector();
    NodeTraversor.traverse(collector, Jsoup.parseBodyFragment(html).body());
    return collector.text();
  }

  private static final class Collector implements NodeVisitor {
    private final StringBuilder seen = new StringBuilder();
    private final Set<String> unseen = new LinkedHashSet<>();
    private boolean lineEnds;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        append(text.getWholeText());
      } else if (node instanceof DataNode data) {
        unseen.add(data.getWholeData());
      } else if (node instanceof Comment comment) {
        unseen.add(comment.getData());
      } else if (node instanceof Element element) {
        if (isCell(element)) {
          cell(element);
        } else if (element.isBlock() || element.normalName().equals("br")) {
          newline();
        }
        for (var attribute : element.attributes()) {
          switch (attribute.getKey()) {
            case "href", "src", "alt", "title", "value", "content" ->
                unseen.add(attribute.getValue());
            default -> {
              // class, style and the like are the renderer's
            }
          }
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element && element.isBlock()) {
        newline();
      }
    }

    private static boolean isCell(Element element) {
      return element.normalName().equals("td") || element.normalName().equals("th");
    }

    /** A row is one line, whatever its cells are made of. */
    private void cell(Element element) {
      boolean first = element.previousElementSibling() == null;
      if (first) {
        newline();
        append("| ");
      } else {
        lineEnds = false;
        append(" | ");
      }
    }

    private void append(String text) {
      boolean inCell = seen.length() > 1 && seen.charAt(seen.length() - 2) == '|';
      if (text.isBlank() && (lineEnds || inCell)) {
        return; // between blocks, a reader sees none
      }
      if (lineEnds && !inCell && !seen.isEmpty() && seen.charAt(seen.length() - 1) != '\n') {
        seen.append('\n');
      }
      lineEnds = false;
      seen.append(text);
    }

    private void newline() {
      lineEnds = true;
    }

    String text() {
      String text = seen.toString().strip();
      var out = new StringBuilder(text);
      for (String hidden : unseen) {
        if (!hidden.isBlank() && !text.contains(hidden)) {
          out.append('\n').append(hidden.strip());
        }
      }
      return out.toString();
    }
  }
}
