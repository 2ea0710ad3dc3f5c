package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.straykey.issuer.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.model.Call.As;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Secret;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an issuer's answers say of a key, and what they leave open. */
@Timeout(30)
class HttpIssuerTest extends IssuerStage {
  @Test
  void saysWhoseAKeyIs() {
    answer(okJson(WORKOS_KEY));
    Issuer workos = issuer(Calls.workos());

    assertThat(workos.introspect(handle(workos)))
        .isEqualTo(
            new Introspection(
                Validity.ACTIVE,
                "api_key_01",
                "org_01",
                KeyScope.USER,
                new Owner(OwnerType.PERSON, "user_7"),
                "CI publish",
                List.of("packages:write", "packages:read")));
    service.verify(
        postRequestedFor(urlEqualTo("/api_keys/validations"))
            .withHeader("Authorization", equalTo("Bearer " + credential.reveal()))
            .withHeader("Content-Type", equalTo("application/json"))
            .withRequestBody(
                equalToJson("{\"value\": \"" + key.reveal().replace("\"", "\\\"") + "\"}")));
  }

  @Test
  void takesTheSecondPathWhereNothingStandsAtTheFirst() {
    answer(
        okJson(
            "{\"api_key\": {\"id\": \"k\", \"owner\": {\"type\": \"organization\", \"id\": \"org_9\"}}}"));
    Issuer workos = issuer(Calls.workos());

    Introspection said = workos.introspect(handle(workos));

    assertThat(said.tenant()).isEqualTo("org_9");
    assertThat(said.scope()).isEqualTo(KeyScope.ORGANISATION);
  }

  @Test
  void takesTheNullThatWorkosAnswersAsDead() {
    answer(okJson("{\"api_key\": null}"));
    Issuer workos = issuer(Calls.workos());

    assertThat(workos.verify(handle(workos))).isEqualTo(Validity.DEAD);
  }

  @Test
  void doesNotTakeAnAnswerThatNeverMentionsTheKeyAsDead() {
    answer(okJson("{\"portal\": \"please sign in\"}"));
    Issuer workos = issuer(Calls.workos());

    assertThatThrownBy(() -> workos.verify(handle(workos)))
        .isInstanceOf(IssuerUnavailableException.class);
  }

  @Test
  void doesNotTakeItsOwnRefusedCredentialAsADeadKey() {
    answer(status(401).withBody("{\"message\": \"Unauthorized\"}"));
    Issuer workos = issuer(Calls.workos());

    assertThatThrownBy(() -> workos.verify(handle(workos)))
        .isInstanceOf(IssuerUnavailableException.class)
        .hasMessageContainingAll("SK-2003", "HTTP 401", "/api_keys/validations")
        .hasMessageNotContaining(key.reveal());
  }

  @Test
  void asksGithubWithTheKeyItself() {
    answer(okJson("{\"login\": \"octo\", \"type\": \"Bot\", \"name\": null}"));
    Issuer github = issuer(Calls.github());
    Secret token = Secret.of("gh" + "p_" + "x".repeat(36));

    Introspection said = github.introspect(handle(github, token, null, null));

    assertThat(said.owner()).isEqualTo(new Owner(OwnerType.SERVICE, "octo"));
    service.verify(
        getRequestedFor(urlEqualTo("/user"))
            .withHeader("Authorization", equalTo("Bearer " + token.reveal())));
  }

  @Test
  void takesBadCredentialsAsDead() {
    answer(status(401).withBody("{\"message\": \"Bad credentials\"}"));
    Issuer github = issuer(Calls.github());

    assertThat(github.verify(handle(github))).isEqualTo(Validity.DEAD);
  }

  @Test
  void doesNotTakeASingleSignOnRefusalAsDead() {
    answer(status(403).withBody("{\"message\": \"Resource protected by organization SAML\"}"));
    Issuer github = issuer(Calls.github());

    assertThatThrownBy(() -> github.verify(handle(github))).hasMessageContaining("HTTP 403");
  }

  @Test
  void speaksRfc7662AndRfc7009() {
    service.stubFor(
        post("/oauth/introspect")
            .willReturn(
                okJson(
                    "{\"active\": true, \"jti\": \"k1\", \"sub\": \"ci\", \"scope\": \"a b\"}")));
    service.stubFor(post("/oauth/revoke").willReturn(ok()));
    Issuer own = issuer(Calls.own());

    Introspection said = own.introspect(handle(own));

    assertThat(said.permissions()).containsExactly("a", "b");
    assertThat(said.scope())
        .as("from the rule, where the issuer names none")
        .isEqualTo(KeyScope.WORKLOAD);
    assertThat(own.revoke(handle(own))).isEqualTo(Acceptance.ACCEPTED);
    service.verify(
        postRequestedFor(urlEqualTo("/oauth/revoke"))
            .withRequestBody(equalTo("token=sk_" + "live_xxxxxxxxxxxxxxxxxxxx%2B%2F%3D%26%22%25")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>Sign in to the guest network</body></html>",
        "{\"active\": fal",
        "{\"active\": false} trailing",
        "{\"active\": false, \"active\": true}",
        "[]",
        "false",
        ""
      })
  void learnsNothingFromABodyThatIsNotTheAnswer(String body) {
    answer(ok(body));
    Issuer own = issuer(Calls.own());

    assertThatThrownBy(() -> own.verify(handle(own)))
        .isInstanceOf(IssuerUnavailableException.class)
        .hasMessageContaining("HTTP 200");
  }

  @Test
  void doesNotTakeAnOutageAsDead() {
    answer(status(503));
    Issuer own = issuer(Calls.own());

    assertThatThrownBy(() -> own.verify(handle(own))).hasMessageContaining("HTTP 503");
  }

  @Test
  void learnsNothingFromAnAnswerThatFitsTwoMeanings() {
    answer(okJson("{\"a\": 1}"));
    Calls both =
        call("GET", "/x")
            .as(As.BEARER)
            .means("alive", 200)
            .means("dead", Map.of("a", List.of("1")));
    Issuer issuer = issuer(Calls.issuer("both", Map.of(Verb.VERIFY, both)));

    assertThatThrownBy(() -> issuer.verify(handle(issuer, Secret.of("abc"), null, null)))
        .hasMessageContaining("two meanings");
  }

  @Test
  void probesAgainWhenRateLimited() {
    service.stubFor(
        any(anyUrl())
            .inScenario("limit")
            .whenScenarioStateIs(STARTED)
            .willReturn(status(429).withHeader("Retry-After", "3"))
            .willSetStateTo("free"));
    service.stubFor(
        any(anyUrl())
            .inScenario("limit")
            .whenScenarioStateIs("free")
            .willReturn(okJson("{\"active\": true}")));
    Issuer own = issuer(Calls.own());

    assertThat(own.verify(handle(own))).isEqualTo(Validity.ACTIVE);
    assertThat(slept).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void readsTheIssuersRecordBack() {
    service.stubFor(get("/keys/k").willReturn(okJson("{\"status\": \"archived\"}")));
    Calls read =
        call("GET", "/keys/{key_id}")
            .needsId()
            .means("alive", Map.of("status", List.of("active")), 200)
            .means("dead", Map.of("status", List.of("inactive", "archived")), 200)
            .means("gone", 404);
    Issuer issuer = issuer(Calls.issuer("r", Map.of(Verb.READ, read)));

    assertThat(issuer.read(handle(issuer, null, "k", null))).isEqualTo(Validity.DEAD);
  }

  @Test
  void dropsTheKeyWhereAnIssuerEchoesIt() {
    Secret plain = Secret.of("sk_" + "live_" + "y".repeat(20));
    answer(okJson("{\"active\": true, \"jti\": \"" + plain.reveal() + "\", \"sub\": \"ci\"}"));
    Issuer own = issuer(Calls.own());

    assertThat(own.introspect(handle(own, plain, null, null)).keyId()).isNull();
  }

  @Test
  void cleansForeignTextOfWhatTerminalsObey() {
    answer(okJson("{\"active\": true, \"sub\": \"c\\u001b[31mi\\u202e\"}"));
    Issuer own = issuer(Calls.own());

    assertThat(own.introspect(handle(own)).owner().id()).isEqualTo("c[31mi");
  }
}
