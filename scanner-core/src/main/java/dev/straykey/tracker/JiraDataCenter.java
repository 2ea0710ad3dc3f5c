package dev.straykey.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.straykey.http.Json;
import dev.straykey.model.Brief;

/** Jira Data Center: version 2, texts in wiki markup. */
final class JiraDataCenter implements JiraDialect {
  /** Jira takes 32,767 characters, and escapes make a text longer. */
  private static final int LONGEST_TEXT = 32_000;

  @Override
  public String root() {
    return "/rest/api/2";
  }

  @Override
  public String search() {
    return "/search";
  }

  @Override
  public String userSearch() {
    return "/user/search?username=";
  }

  @Override
  public ObjectNode assignee(JsonNode user) {
    return Json.object().put("name", user.path("name").asText());
  }

  @Override
  public JsonNode render(Brief brief, boolean withTitle) {
    Brief plain = JiraText.plain(brief);
    var text = new StringBuilder();
    int left = 0;
    if (withTitle && !plain.title().isEmpty()) {
      add(text, "*" + JiraText.escaped(plain.title()) + "*\n\n");
    }
    for (Brief.Section section : plain.sections()) {
      if (!section.heading().isEmpty()) {
        add(text, "h3. " + JiraText.escaped(section.heading()) + "\n");
      }
      for (String line : section.lines()) {
        boolean fits = left == 0 && add(text, "* " + JiraText.escaped(line) + "\n");
        left += fits ? 0 : 1;
      }
      add(text, "\n");
    }
    if (left > 0) {
      text.append("\n… and ").append(left).append(" more lines, left out here");
    }
    return TextNode.valueOf(text.toString().strip());
  }

  private static boolean add(StringBuilder text, String line) {
    boolean fits = text.length() + line.length() <= LONGEST_TEXT;
    if (fits) {
      text.append(line);
    }
    return fits;
  }
}
