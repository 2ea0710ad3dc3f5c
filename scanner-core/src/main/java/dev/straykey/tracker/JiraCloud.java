package dev.straykey.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.straykey.http.Json;
import dev.straykey.model.Brief;

/**
 * Jira Cloud: version 3, texts in the Atlassian Document Format. A mention or a link is a node of
 * its own there, so that a text node is never more than text; an empty one is refused.
 *
 * <p>Source: <a
 * href="https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">document
 * structure</a>.
 */
final class JiraCloud implements JiraDialect {

  @Override
  public String root() {
    return "/rest/api/3";
  }

  @Override
  public String search() {
    return "/search/jql";
  }

  @Override
  public String userSearch() {
    return "/user/search?query=";
  }

  @Override
  public ObjectNode assignee(JsonNode user) {
    return Json.object().put("id", user.path("accountId").asText());
  }

  @Override
  public JsonNode render(Brief brief, boolean withTitle) {
    Brief plain = JiraText.bounded(brief);
    ObjectNode doc = Json.object().put("type", "doc").put("version", 1);
    ArrayNode content = doc.putArray("content");
    if (withTitle && !plain.title().isEmpty()) {
      ObjectNode text = text(node(content, "paragraph"), plain.title());
      text.putArray("marks").addObject().put("type", "strong");
    }
    for (Brief.Section section : plain.sections()) {
      if (!section.heading().isEmpty()) {
        ObjectNode heading = node(content, "heading");
        heading.putObject("attrs").put("level", 3);
        text(heading, section.heading());
      }
      if (!section.lines().isEmpty()) {
        ArrayNode items = node(content, "bulletList").putArray("content");
        for (String line : section.lines()) {
          text(node(node(items, "listItem").putArray("content"), "paragraph"), line);
        }
      }
    }
    return doc;
  }

  private static ObjectNode node(ArrayNode parent, String type) {
    return parent.addObject().put("type", type);
  }

  private static ObjectNode text(ObjectNode parent, String text) {
    return parent.putArray("content").addObject().put("type", "text").put("text", text);
  }
}
