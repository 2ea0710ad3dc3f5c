package dev.straykey.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.straykey.http.Json;
import dev.straykey.model.Audience;
import dev.straykey.model.Brief;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Jira, Cloud or Data Center.
 *
 * <p>Source: <a
 * href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/">issues</a>
 * of the Cloud platform's REST API, version 3, and of Data Center's, version 2.
 */
final class JiraTracker implements Tracker {
  static final String ID = "jira";
  private static final String LABEL = "leaked-key";
  private static final String DONE = "done";

  /** Fields that a project's screens may lack; a task without them is still a task. */
  private static final Set<String> OPTIONAL = Set.of("assignee", "duedate");

  private final JiraApi api;
  private final String project;
  private final String issueType;
  private final Audience audience;
  private final JiraWorkflow workflow;

  JiraTracker(JiraApi api, String project, String issueType, Audience audience) {
    this.api = api;
    this.project = project;
    this.issueType = issueType;
    this.audience = audience;
    this.workflow = new JiraWorkflow(api);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Audience audience() {
    return audience;
  }

  @Override
  public Optional<String> account() {
    JsonNode self = api.sendForJson("GET", "/myself", null, true);
    String email = self.path("emailAddress").asText();
    return self.path("active").asBoolean(true) && !email.isBlank()
        ? Optional.of(email.strip())
        : Optional.empty();
  }

  @Override
  public Optional<URI> page(String task) {
    return Optional.of(api.browse(checkedTask(task)));
  }

  @Override
  public Optional<String> find(String label) {
    String jql =
        "project = \"%s\" AND labels = \"%s\" ORDER BY created ASC"
            .formatted(project, checkedLabel(label));
    ObjectNode query = Json.object().put("jql", jql).put("maxResults", 10);
    query.putArray("fields").add("labels");
    JsonNode found = api.sendForJson("POST", api.dialect().search(), query, true);
    for (JsonNode issue : found.path("issues")) {
      String key = issue.path("key").asText();
      if (isTask(key) && carries(issue, label)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  private static boolean carries(JsonNode issue, String label) {
    for (JsonNode each : issue.path("fields").path("labels")) {
      if (each.asText().equals(label)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String open(
      Brief brief, String label, @Nullable String assignee, @Nullable LocalDate due) {
    ObjectNode person = assignee == null ? null : person(assignee);
    ObjectNode fields = fields(brief, checkedLabel(label), due);
    describe(fields, brief, person == null ? assignee : null);
    if (person != null) {
      fields.set("assignee", person);
    }
    JiraApi.Answer answer = create(fields);
    Set<String> wrong = answer.wrongFields();
    if (answer.status() == 400 && !wrong.isEmpty() && OPTIONAL.containsAll(wrong)) {
      fields.remove(wrong);
      describe(fields, brief, wrong.contains("assignee") ? assignee : null);
      answer = create(fields);
    }
    if (!answer.successful()) {
      throw JiraApi.refused(answer, "opening a task");
    }
    String key = answer.json() == null ? "" : answer.json().path("key").asText();
    if (!isTask(key)) {
      throw new TrackerException(
          "Jira", "HTTP %d without a task's key".formatted(answer.status()), true, null);
    }
    return key;
  }

  private JiraApi.Answer create(ObjectNode fields) {
    ObjectNode body = Json.object();
    body.set("fields", fields);
    return api.send("POST", "/issue", body, false);
  }

  private ObjectNode fields(Brief brief, String label, @Nullable LocalDate due) {
    ObjectNode fields = Json.object();
    fields.putObject("project").put("key", project);
    fields.putObject("issuetype").put("name", issueType);
    fields.put("summary", JiraText.summary(brief));
    fields.putArray("labels").add(LABEL).add(label);
    if (due != null) {
      fields.put("duedate", due.toString());
    }
    return fields;
  }

  /**
   * @param missing whom it is meant for but could not be given to; null for nobody
   */
  private void describe(ObjectNode fields, Brief brief, @Nullable String missing) {
    var sections = new ArrayList<>(brief.sections());
    if (missing != null) {
      sections.add(
          0,
          new Brief.Section(
              "", List.of("Meant for " + missing + ", who could not be made its assignee here")));
    }
    boolean cut = !JiraText.summary(brief).equals(brief.title());
    fields.set("description", api.dialect().render(new Brief(brief.title(), sections), cut));
  }

  /** Returns how Jira names the one account with this address; null when it is not certain. */
  private @Nullable ObjectNode person(String email) {
    JiraDialect dialect = api.dialect();
    JiraApi.Answer answer =
        api.send(
            "GET",
            dialect.userSearch() + URLEncoder.encode(email, StandardCharsets.UTF_8),
            null,
            true);
    if (!answer.successful() || answer.json() == null) {
      return null; // a credential that may open tasks need not be one that may look people up
    }
    var exact = new ArrayList<JsonNode>();
    var hidden = new ArrayList<JsonNode>();
    for (JsonNode user : answer.json()) {
      String shown = user.path("emailAddress").asText();
      if (!user.path("active").asBoolean(true)) {
        continue;
      }
      if (shown.equalsIgnoreCase(email)) {
        exact.add(user);
      } else if (shown.isEmpty() && user.path("accountType").asText().equals("atlassian")) {
        hidden.add(user); // found by an address that it does not show
      }
    }
    List<JsonNode> candidates = exact.isEmpty() ? hidden : exact;
    return candidates.size() == 1 ? dialect.assignee(candidates.get(0)) : null;
  }

  @Override
  public void comment(String task, Brief brief) {
    workflow.comment(checkedTask(task), api.dialect().render(brief, true));
  }

  @Override
  public void close(String task, Brief brief) {
    if (!workflow.category(checkedTask(task)).equals(DONE)) {
      workflow.move(task, List.of(DONE), api.dialect().render(brief, true));
    }
  }

  @Override
  public void reopen(String task, Brief brief) {
    JsonNode text = api.dialect().render(brief, true);
    if (workflow.category(checkedTask(task)).equals(DONE)) {
      workflow.move(task, List.of("new", "indeterminate"), text);
    } else {
      workflow.comment(task, text);
    }
  }

  private static boolean isTask(String key) {
    return key.matches("[A-Za-z][A-Za-z0-9_]{0,99}-[0-9]{1,18}");
  }

  private static String checkedTask(String task) {
    if (!isTask(task)) {
      throw new IllegalArgumentException("not the key of a Jira task");
    }
    return task;
  }

  private static String checkedLabel(String label) {
    if (!label.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException("a label is one word of letters, digits, . _ and -");
    }
    return label;
  }
}
