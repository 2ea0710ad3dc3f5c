package dev.straykey.tracker;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.straykey.http.GuardedClient;
import dev.straykey.model.Brief;
import dev.straykey.model.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Jira of either kind, and the tracker that speaks to it. */
abstract class JiraStage {
  @RegisterExtension static final WireMockExtension jira = WireMockExtension.newInstance().build();

  static final Brief BRIEF =
      new Brief(
          "Key CI publish is in #general",
          List.of(new Brief.Section("Where", List.of("general, 2026-03-01", "", "a\nb"))));

  final Secret pair = Secret.of("bot@acme.example:" + "token-".repeat(4));
  final Secret bearer = Secret.of("token-".repeat(7));
  GuardedClient client;

  @BeforeEach
  void open() {
    client =
        GuardedClient.builder().allow(URI.create(jira.baseUrl()), null).sleeper(d -> {}).build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  Tracker cloud() {
    jira.stubFor(
        get("/rest/api/2/serverInfo").willReturn(okJson("{\"deploymentType\": \"Cloud\"}")));
    return tracker(pair);
  }

  Tracker tracker(Secret credential, String... more) {
    var settings = new HashMap<>(Map.of("host", jira.baseUrl(), "project", "SEC"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return Trackers.open("jira", settings, credential, client);
  }

  static void creates(String version) {
    jira.stubFor(
        post("/rest/api/" + version + "/issue")
            .willReturn(status(201).withBody("{\"id\": \"10000\", \"key\": \"SEC-24\"}")));
  }
}
