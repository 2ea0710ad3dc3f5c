package dev.straykey.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.straykey.http.Addresses;
import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.http.HttpFailure;
import dev.straykey.http.Json;
import dev.straykey.http.Reply;
import dev.straykey.http.Request;
import dev.straykey.model.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to a Jira: Cloud, version 3 of the API, or Data Center, version 2. Which one it is, the
 * server says once.
 *
 * <p>A credential {@code user:token} goes as basic authentication, as Cloud wants it; any other as
 * a bearer token, as Data Center's personal access tokens do.
 */
final class JiraApi {
  private static final String NAME = "Jira";

  private final URI host;
  private final GuardedClient client;
  private final Secret credential;
  private volatile @Nullable JiraDialect dialect;

  /**
   * An answer that came whole.
   *
   * @param json its body; null when it was empty or not JSON
   */
  record Answer(int status, @Nullable JsonNode json) {
    boolean successful() {
      return status >= 200 && status < 300;
    }

    /** Returns the fields that Jira complains about, in order; their names alone. */
    Set<String> wrongFields() {
      var names = new TreeSet<String>();
      if (json != null) {
        json.path("errors").fieldNames().forEachRemaining(names::add);
      }
      names.removeIf(name -> !name.matches("[A-Za-z0-9_]{1,50}"));
      return names;
    }
  }

  JiraApi(URI host, Secret credential, GuardedClient client) {
    this.host = host;
    this.credential = credential;
    this.client = client;
  }

  /** Returns which Jira this is. Asks it once; after a failure, again. */
  JiraDialect dialect() {
    JiraDialect known = dialect;
    if (known == null) {
      JsonNode info = json(call("GET", "/rest/api/2/serverInfo", null, true), "serverInfo");
      String type = info.path("deploymentType").asText();
      known = type.equalsIgnoreCase("Cloud") ? new JiraCloud() : new JiraDataCenter();
      dialect = known;
    }
    return known;
  }

  /** Returns the page of a task, for people. */
  URI browse(String task) {
    return Addresses.below(host, "/browse/" + task);
  }

  /**
   * Sends, and returns the answer whatever it says.
   *
   * @param path below the API's version
   */
  Answer send(String method, String path, @Nullable ObjectNode body, boolean idempotent) {
    return call(method, dialect().root() + path, body, idempotent);
  }

  /** Sends, and returns the JSON of a success. */
  JsonNode sendForJson(String method, String path, @Nullable ObjectNode body, boolean idempotent) {
    return json(send(method, path, body, idempotent), path);
  }

  private Answer call(String method, String path, @Nullable ObjectNode body, boolean idempotent) {
    String authorization =
        Credential.isPair(credential)
            ? Credential.basic(credential)
            : Credential.bearer(credential);
    var headers =
        body == null
            ? Map.of("Authorization", authorization)
            : Map.of("Authorization", authorization, "Content-Type", "application/json");
    try {
      byte[] bytes = body == null ? new byte[0] : Json.bytes(body);
      Reply reply =
          client.send(
              new Request(method, Addresses.below(host, path), headers, bytes, idempotent, 0));
      return new Answer(reply.status(), Json.parse(reply.body()));
    } catch (HttpFailure e) {
      throw new TrackerException(NAME, e.problem(), e.unknown(), e);
    }
  }

  private JsonNode json(Answer answer, String what) {
    if (!answer.successful()) {
      throw refused(answer, what);
    }
    if (answer.json() == null) {
      throw new TrackerException(
          NAME, "HTTP %d without whole JSON from %s".formatted(answer.status(), what), true, null);
    }
    return answer.json();
  }

  /** Says that Jira did not do {@code what}; a server's own fault leaves that open. */
  static TrackerException refused(Answer answer, String what) {
    var fields = answer.wrongFields();
    String about = fields.isEmpty() ? "" : ", about " + String.join(", ", fields);
    return new TrackerException(
        NAME,
        "HTTP %d from %s%s".formatted(answer.status(), what, about),
        answer.status() >= 500,
        null);
  }

  static TrackerException refused(String why) {
    return new TrackerException(NAME, why, false, null);
  }
}
