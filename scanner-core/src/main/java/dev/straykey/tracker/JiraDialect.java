package dev.straykey.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.straykey.model.Brief;

/** Where Jira Cloud and Jira Data Center differ. */
interface JiraDialect {

  /** Returns the path of the API's version. */
  String root();

  /** Returns the path that searches. */
  String search();

  /** Returns the path that looks for a person, up to the words to look for. */
  String userSearch();

  /** Returns what a task's assignee is named by. */
  ObjectNode assignee(JsonNode user);

  /**
   * Renders a text so that no word of it is taken for markup.
   *
   * @param withTitle whether its title stands above it
   */
  JsonNode render(Brief brief, boolean withTitle);
}
