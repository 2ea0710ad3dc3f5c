package dev.straykey.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.straykey.http.Json;
import dev.straykey.model.Brief;

/** Jira Data Center: version 2, texts in wiki markup. */
final class JiraDataCenter implements JiraDialect {

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
    Brief plain = JiraText.bounded(brief);
    var text = new StringBuilder();
    if (withTitle && !plain.title().isEmpty()) {
      text.append('*').append(JiraText.escaped(plain.title())).append("*\n\n");
    }
    for (Brief.Section section : plain.sections()) {
      if (!section.heading().isEmpty()) {
        text.append("h3. ").append(JiraText.escaped(section.heading())).append('\n');
      }
      for (String line : section.lines()) {
        text.append("* ").append(JiraText.escaped(line)).append('\n');
      }
      text.append('\n');
    }
    return TextNode.valueOf(text.toString().strip());
  }
}
