package dev.straykey.tracker;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.model.Audience;
import dev.straykey.model.InvalidInputException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the configuration says of a Jira, and which credential goes there. */
@Timeout(30)
class JiraSettingsTest extends JiraStage {
  @Test
  void linksToATasksPage() {
    assertThat(cloud().page("SEC-1")).contains(URI.create(jira.baseUrl() + "/browse/SEC-1"));
  }

  @Test
  void expectsEverybodyAtWorkToReadTheProjectUnlessTold() {
    assertThat(tracker(pair).audience()).isEqualTo(Audience.ORGANISATION);
    assertThat(tracker(pair, "audience", "restricted").audience()).isEqualTo(Audience.RESTRICTED);
  }

  @Test
  void namesASettingThatItDoesNotKnow() {
    assertThatThrownBy(() -> tracker(pair, "projekt", "X"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-2051", "projekt", "project");
  }

  @Test
  void wantsAProject() {
    var settings = Map.of("host", jira.baseUrl());

    assertThatThrownBy(() -> Trackers.open("jira", settings, pair, client))
        .hasMessageContainingAll("SK-2052", "project");
  }

  @Test
  void wantsACredential() {
    assertThatThrownBy(() -> tracker(null)).hasMessageContaining("SK-2054");
  }

  @Test
  void takesTheCredentialThatIsBoundToItsHost() {
    creates("3");
    jira.stubFor(
        get("/rest/api/2/serverInfo").willReturn(okJson("{\"deploymentType\": \"Cloud\"}")));
    try (GuardedClient bound =
        GuardedClient.builder().allow(URI.create(jira.baseUrl()), Credential.of(pair)).build()) {
      var settings = Map.of("host", jira.baseUrl(), "project", "SEC");

      Trackers.open("jira", settings, null, bound).open(BRIEF, "fp-1", null, null);
    }
    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/3/issue"))
            .withHeader("Authorization", equalTo(Credential.basic(pair))));
  }

  @Test
  void opensNoTrackerAtAHostThatTheClientMayNotSpeakTo() {
    var settings = Map.of("host", "https://jira.acme.example", "project", "SEC");

    assertThatThrownBy(() -> Trackers.open("jira", settings, pair, client))
        .hasMessageContaining("SK-2053");
  }

  @Test
  void namesTheTrackersThatThereAre() {
    assertThatThrownBy(() -> Trackers.open("trello", Map.of(), null, client))
        .hasMessageContainingAll("SK-2050", "jira");
  }

  @Test
  void doesNotShowItsCredentialWhenRefused() {
    jira.stubFor(any(anyUrl()).willReturn(status(401).withBody("who is " + pair.reveal())));

    assertThatThrownBy(() -> tracker(pair).find("fp-1"))
        .hasMessageContaining("HTTP 401")
        .hasMessageNotContaining("token-");
  }
}
