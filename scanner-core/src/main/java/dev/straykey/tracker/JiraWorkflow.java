package dev.straykey.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.straykey.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves a task through whatever workflow its project has: statuses have names of their own, but
 * each belongs to a category, {@code new}, {@code indeterminate} or {@code done}.
 */
final class JiraWorkflow {
  private final JiraApi api;

  JiraWorkflow(JiraApi api) {
    this.api = api;
  }

  /** Returns the category of the task's status. */
  String category(String task) {
    JsonNode issue = api.sendForJson("GET", "/issue/" + task + "?fields=status", null, true);
    return category(issue.path("fields").path("status"));
  }

  void comment(String task, JsonNode text) {
    ObjectNode body = Json.object();
    body.set("body", text);
    JiraApi.Answer answer = api.send("POST", "/issue/" + task + "/comment", body, false);
    if (!answer.successful()) {
      throw JiraApi.refused(answer, "commenting on " + task);
    }
  }

  /**
   * Moves the task to a status of the first category that a transition leads to, with a comment.
   *
   * @param categories best first
   */
  void move(String task, List<String> categories, JsonNode text) {
    JsonNode transition = transition(task, categories);
    if (transition == null) {
      throw JiraApi.refused(
          "the workflow of %s has no step from here to a status of category %s; move it by hand"
              .formatted(task, String.join(" or ", categories)));
    }
    ObjectNode plain = Json.object();
    plain.putObject("transition").put("id", transition.path("id").asText());
    resolve(plain, transition.path("fields").path("resolution"));

    ObjectNode commented = plain.deepCopy();
    commented
        .putObject("update")
        .putArray("comment")
        .addObject()
        .putObject("add")
        .set("body", text);
    JiraApi.Answer answer = post(task, commented);
    if (answer.status() == 400) {
      // Some screens take no comment; better told twice than lost, so it goes before the move.
      comment(task, text);
      answer = post(task, plain);
    }
    if (!answer.successful()) {
      throw JiraApi.refused(answer, "moving " + task);
    }
  }

  private JiraApi.Answer post(String task, ObjectNode body) {
    return api.send("POST", "/issue/" + task + "/transitions", body, false);
  }

  private @Nullable JsonNode transition(String task, List<String> categories) {
    String path = "/issue/" + task + "/transitions?expand=transitions.fields";
    JsonNode all = api.sendForJson("GET", path, null, true).path("transitions");
    for (String category : categories) {
      for (JsonNode each : all) {
        if (category(each.path("to")).equals(category)) {
          return each;
        }
      }
    }
    return null;
  }

  /** Fills in a resolution where the workflow demands one. */
  private static void resolve(ObjectNode body, JsonNode field) {
    if (!field.path("required").asBoolean(false)) {
      return;
    }
    String name = "Done";
    JsonNode allowed = field.path("allowedValues");
    if (!allowed.isEmpty()) {
      name = allowed.path(0).path("name").asText();
      for (JsonNode each : allowed) {
        if (List.of("Done", "Fixed").contains(each.path("name").asText())) {
          name = each.path("name").asText();
          break;
        }
      }
    }
    body.putObject("fields").putObject("resolution").put("name", name);
  }

  private static String category(JsonNode status) {
    return status.path("statusCategory").path("key").asText();
  }
}
