package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole ways of issuer files that ship: whose a key is, how it is ended, what proves it dead. */
@Timeout(30)
class ShippedWaysTest extends ShippedStage {
  private static final String GOOGLE_KEY = "projects/12/locations/global/keys/k-1";

  @Test
  void googleEndsAnApiKeyByTheNameThatItsValueLeadsTo() {
    String key = made("google-api-key");
    service.stubFor(
        get(urlPathEqualTo("/v2/keys:lookupKey"))
            .withQueryParam("keyString", equalTo(key))
            .withHeader("Authorization", equalTo("Bearer own"))
            .willReturn(okJson("{\"name\": \"%s\"}".formatted(GOOGLE_KEY))));
    service.stubFor(delete("/v2/" + GOOGLE_KEY).willReturn(okJson("{\"name\": \"operations/1\"}")));
    Issuer google = shipped("google", "own");
    Handle handle = found("google-api-key", key);

    assertThat(google.capability(Verb.REVOKE, handle)).isNotNull();
    assertThat(google.revoke(handle.joined(google.introspect(handle))))
        .isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void googleSaysItselfThatAnApiKeyIsDead() {
    String key = made("google-api-key");
    service.stubFor(
        get("/v1beta/models")
            .withHeader("x-goog-api-key", equalTo(key))
            .withHeader("Authorization", absent())
            .willReturn(
                status(400)
                    .withBody("{\"error\": {\"details\": [{\"reason\": \"API_KEY_INVALID\"}]}}")));
    service.stubFor(
        get("/v2/" + GOOGLE_KEY)
            .willReturn(
                okJson(
                    "{\"name\": \"%s\", \"deleteTime\": \"2026-11-26\"}".formatted(GOOGLE_KEY))));
    Issuer google = shipped("google", "own");

    assertThat(google.verify(found("google-api-key", key))).isEqualTo(Validity.DEAD);
    assertThat(google.read(recorded("google-api-key", key, GOOGLE_KEY))).isEqualTo(Validity.DEAD);
  }

  @Test
  void googleIsAskedToEndNothingButAnApiKeyByAnIdThatTheInventoryHolds() {
    String key = made("google-api-key");
    Issuer google = shipped("google", "own");

    for (String id : new String[] {"projects/12", "projects/12/locations/global/keys/..", "k-1"}) {
      Handle handle = recorded("google-api-key", key, id);
      assertThat(google.capability(Verb.REVOKE, handle) == null || refuses(google, handle))
          .isTrue();
    }
    service.verify(0, anyRequestedFor(anyUrl()));
  }

  private static boolean refuses(Issuer issuer, Handle handle) {
    assertThatThrownBy(() -> issuer.revoke(handle)).hasMessageContaining("nothing was sent");
    return true;
  }

  @Test
  void openrouterSwitchesOffTheKeyThatTheSecondPartOfItsListShows() {
    String key = made("openrouter-api-key");
    String list = "/api/v1/keys?include_disabled=true";
    service.stubFor(get("/api/v1/key").willReturn(okJson("{\"data\": {}}")));
    service.stubFor(
        get(list)
            .willReturn(
                okJson(
                    "{\"data\": [{\"hash\": \"h1\", \"label\": \"sk-or-v1-aaa...bbb\"}, {\"hash\": \"h2\"}]}")));
    service.stubFor(
        get(list + "&offset=2")
            .willReturn(
                okJson(
                    "{\"data\": [{\"hash\": \"h3\", \"label\": \"%s\"}]}"
                        .formatted(shown(key, 12, 3)))));
    service.stubFor(get(list + "&offset=3").willReturn(okJson("{\"data\": []}")));
    service.stubFor(
        patch("/api/v1/keys/h3")
            .withRequestBody(equalToJson("{\"disabled\": true}"))
            .willReturn(okJson("{\"data\": {\"hash\": \"h3\", \"disabled\": true}}")));
    service.stubFor(
        get("/api/v1/keys/h3")
            .willReturn(okJson("{\"data\": {\"hash\": \"h3\", \"disabled\": true}}")));
    Issuer openrouter = shipped("openrouter", "management");
    Handle handle = found("openrouter-api-key", key);

    Handle known = handle.joined(openrouter.introspect(handle));

    assertThat(openrouter.disable(known)).isEqualTo(Acceptance.ACCEPTED);
    assertThat(openrouter.read(known)).isEqualTo(Validity.DEAD);
  }

  @Test
  void linodeEndsTheTokenWhoseBeginningItsListShows() {
    String key = made("linode-personal-access-token");
    service.stubFor(get("/v4/profile").willReturn(okJson("{\"username\": \"ada\"}")));
    service.stubFor(
        get("/v4/profile/tokens?page_size=500")
            .withHeader("Authorization", equalTo("Bearer " + key))
            .willReturn(
                okJson(
                    "{\"pages\": 1, \"data\": [{\"id\": 1, \"token\": \"0000\"}, {\"id\": 2, \"token\": \"%s\"}]}"
                        .formatted(key.substring(0, 16)))));
    service.stubFor(delete("/v4/profile/tokens/2").willReturn(okJson("{}")));
    Issuer linode = shipped("linode", "unused");
    Handle handle = found("linode-personal-access-token", key);

    assertThat(linode.revoke(handle.joined(linode.introspect(handle))))
        .isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void newRelicDeletesTheUserKeyThatItsGraphLists() {
    String key = made("new-relic-user-api-key");
    service.stubFor(
        post("/graphql")
            .withRequestBody(matchingJsonPath("$.variables", absent()))
            .willReturn(
                okJson(
                    """
                    {"data": {"actor": {"user": {"id": "u1"}, "apiAccess": {"keySearch": {"nextCursor": null,
                      "keys": [{"id": "n1", "key": "%s", "name": "ci"}]}}}}}"""
                        .formatted(key))));
    service.stubFor(
        post("/graphql")
            .withRequestBody(matchingJsonPath("$.variables.id", equalTo("n1")))
            .willReturn(
                okJson(
                    "{\"data\": {\"apiAccessDeleteKeys\": {\"deletedKeys\": [{\"id\": \"n1\"}]}}}")));
    Issuer newRelic = shipped("new-relic", "own");
    Handle handle = found("new-relic-user-api-key", key);

    assertThat(newRelic.revoke(handle.joined(newRelic.introspect(handle))))
        .isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void dropboxSaysByTheNameOfAnErrorThatATokenIsDead() {
    service.stubFor(
        post("/2/users/get_current_account")
            .willReturn(status(401).withBody("{\"error_summary\": \"expired_access_token/..\"}")));
    Issuer dropbox = shipped("dropbox", "unused");
    String key = made("dropbox-short-lived-api-token");

    assertThat(dropbox.verify(found("dropbox-short-lived-api-token", key)))
        .isEqualTo(Validity.DEAD);
  }

  @Test
  void dropboxSaysNoTokenDeadThatMayOnlyDoLess() {
    service.stubFor(
        post("/2/users/get_current_account")
            .willReturn(status(401).withBody("{\"error_summary\": \"missing_scope/..\"}")));
    Issuer dropbox = shipped("dropbox", "unused");
    String key = made("dropbox-short-lived-api-token");

    assertThatThrownBy(() -> dropbox.verify(found("dropbox-short-lived-api-token", key)))
        .isInstanceOf(IssuerUnavailableException.class);
  }

  @Test
  void grafanaEndsATokenOfAServiceAccountByAnIdOfTwoParts() {
    service.stubFor(delete(anyUrl()).willReturn(okJson("{\"message\": \"deleted\"}")));
    Issuer grafana = shipped("grafana", "own");
    String key = made("grafana-service-account-token");

    grafana.revoke(recorded("grafana-service-account-token", key, "12/tokens/7"));

    service.verify(deleteRequestedFor(urlEqualTo("/api/serviceaccounts/12/tokens/7")));
  }

  @Test
  void azureDevopsIsToldOfTheAuthorisationThatEnds() {
    service.stubFor(
        post("/acme/_apis/tokenadmin/revocations?api-version=7.1-preview.1")
            .withRequestBody(equalToJson("[{\"authorizationId\": \"a-1\"}]"))
            .willReturn(status(204)));
    Issuer azure = shipped("azure", "own", "acme");

    assertThat(azure.revoke(new Handle("azure-devops-personal-access-token", null, "a-1", null)))
        .isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void twitchTellsTheAppThatItsTokenIsEndedFor() {
    String key = made("twitch-api-token");
    service.stubFor(get("/oauth2/validate").willReturn(okJson("{\"client_id\": \"c1\"}")));
    service.stubFor(
        post("/oauth2/revoke")
            .withRequestBody(equalTo("client_id=c1&token=" + key))
            .willReturn(status(200)));
    Issuer twitch = shipped("twitch", "unused");
    Handle handle = found("twitch-api-token", key);

    assertThat(twitch.revoke(handle.joined(twitch.introspect(handle))))
        .isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void twitchEndsNoTokenOfAnAppThatIsNotOurs() {
    String key = made("twitch-api-token");
    service.stubFor(get("/oauth2/validate").willReturn(okJson("{\"client_id\": \"c1\"}")));
    Issuer twitch = shipped("twitch", "unused", "c2", "c3");
    Handle handle = found("twitch-api-token", key);

    assertThat(twitch.revoke(handle.joined(twitch.introspect(handle))))
        .isEqualTo(Acceptance.REFUSED);
  }
}
