package dev.straykey.tracker;

import dev.straykey.http.GuardedClient;
import dev.straykey.http.ServiceSettings;
import dev.straykey.model.Audience;
import dev.straykey.model.WireName;
import java.net.URI;

/**
 * Opens Jira. Settings: {@code host}; {@code project}, its key; {@code issuetype}, {@code Task}
 * when not set; {@code audience}, who can read the project, {@code organisation} when not set.
 */
public final class JiraTrackerFactory implements TrackerFactory {

  @Override
  public String id() {
    return JiraTracker.ID;
  }

  @Override
  public Tracker open(ServiceSettings settings, GuardedClient client) {
    settings.only("host", "project", "issuetype", "audience");
    URI host = settings.host(null, client);
    String project = settings.required("project");
    if (!project.matches("[A-Za-z][A-Za-z0-9_]{0,99}")) {
      throw settings.wrong("project", "a project's key has letters, digits and underscores");
    }
    var api = new JiraApi(host, settings.credential(host, client), client);
    return new JiraTracker(
        api, project, settings.optional("issuetype").orElse("Task"), audience(settings));
  }

  private static Audience audience(ServiceSettings settings) {
    try {
      // Whoever does not say who can read it must expect everybody at work.
      return WireName.parse(Audience.class, settings.optional("audience").orElse("organisation"));
    } catch (IllegalArgumentException e) {
      throw settings.wrong("audience", String.valueOf(e.getMessage()));
    }
  }
}
