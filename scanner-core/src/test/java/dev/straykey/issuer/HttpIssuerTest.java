package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.straykey.http.GuardedClient;
import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.Call.As;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Needs;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Secret;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpIssuerTest {
  @RegisterExtension
  static final WireMockExtension service = WireMockExtension.newInstance().build();

  @RegisterExtension
  static final WireMockExtension stranger = WireMockExtension.newInstance().build();

  private static final String WORKOS_KEY =
      """
      {"api_key": {"object": "api_key", "id": "api_key_01", "name": "CI publish",
        "owner": {"type": "user", "id": "user_7", "organization_id": "org_01"},
        "permissions": ["packages:write", "packages:read"]}}""";

  private final Secret key = Secret.of("sk_" + "live_" + "x".repeat(20) + "+/=&\"%");
  private final Secret credential = Secret.of("own-" + "credential-".repeat(2));
  private final List<Duration> slept = new ArrayList<>();
  private GuardedClient client;

  @BeforeEach
  void open() {
    client =
        GuardedClient.builder()
            .allow(URI.create(service.baseUrl()), null)
            .sleeper(slept::add)
            .build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  private Issuer issuer(IssuerSpec spec, String... tenants) {
    var settings =
        new Issuers.Settings(URI.create(service.baseUrl()), credential, List.of(tenants));
    return Issuers.of(spec, settings, client);
  }

  private Handle handle(Issuer issuer) {
    return handle(issuer, key, null, null);
  }

  private static Handle handle(
      Issuer issuer, @Nullable Secret key, @Nullable String keyId, @Nullable String tenant) {
    return new Handle(issuer.id() + "-key", key, keyId, tenant);
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    service.stubFor(any(anyUrl()).willReturn(answer));
  }

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
  void revokesAtGithubWithoutAuthorizationWhichItWouldRefuse() {
    service.stubFor(
        post("/credentials/revoke")
            .atPriority(1)
            .withHeader("Authorization", absent())
            .willReturn(status(202).withBody("{}")));
    service.stubFor(post("/credentials/revoke").atPriority(2).willReturn(status(403)));
    Issuer github = issuer(Calls.github());

    assertThat(github.revoke(handle(github))).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void takesASecondDeletionAsGone() {
    service.stubFor(
        delete("/api_keys/api_key_01")
            .inScenario("life")
            .whenScenarioStateIs(STARTED)
            .willReturn(status(204))
            .willSetStateTo("deleted"));
    service.stubFor(
        delete("/api_keys/api_key_01")
            .inScenario("life")
            .whenScenarioStateIs("deleted")
            .willReturn(status(404).withBody("{\"message\": \"not found\"}")));
    Issuer workos = issuer(Calls.workos());
    Handle byId = handle(workos, null, "api_key_01", null);

    assertThat(workos.revoke(byId)).isEqualTo(Acceptance.ACCEPTED);
    assertThat(workos.revoke(byId)).isEqualTo(Acceptance.GONE);
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

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirectWithTheKey(int status) {
    answer(status(status).withHeader("Location", stranger.baseUrl() + "/trap"));
    Issuer own = issuer(Calls.own());

    assertThatThrownBy(() -> own.verify(handle(own))).hasMessageContaining("redirect");
    stranger.verify(0, anyRequestedFor(anyUrl()));
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
  void doesNotRepeatARevocationThatMayHaveBeenDone() {
    answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    Issuer own = issuer(Calls.own());

    var error =
        catchThrowableOfType(IssuerUnavailableException.class, () -> own.revoke(handle(own)));

    assertThat(error.unknown()).isTrue();
    service.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void doesNotTakeA503AsARevocation() {
    answer(status(503).withHeader("Retry-After", "1"));
    Issuer own = issuer(Calls.own());

    assertThatThrownBy(() -> own.revoke(handle(own)))
        .isInstanceOf(IssuerUnavailableException.class);
    service.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void hasNoWayToRevokeByIdWithoutTheId() {
    Issuer workos = issuer(Calls.workos());

    assertThat(workos.capability(Verb.REVOKE, handle(workos))).isNull();
    assertThat(workos.revoke(handle(workos))).isEqualTo(Acceptance.REFUSED);
    service.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void hasNoWayToAskByValueWithoutTheValue() {
    Issuer workos = issuer(Calls.workos());
    Handle byId = handle(workos, null, "api_key_01", null);

    assertThat(workos.capability(Verb.INTROSPECT, byId)).isNull();
    assertThatThrownBy(() -> workos.introspect(byId)).hasMessageContaining("nothing was sent");
  }

  @Test
  void revokesByTheIdThatTheIntrospectionGave() {
    service.stubFor(post("/api_keys/validations").willReturn(okJson(WORKOS_KEY)));
    service.stubFor(delete(anyUrl()).willReturn(status(204)));
    Issuer workos = issuer(Calls.workos());

    workos.revoke(handle(workos).joined(workos.introspect(handle(workos))));

    service.verify(deleteRequestedFor(urlEqualTo("/api_keys/api_key_01")));
  }

  @Test
  void saysWhatARevocationReachesAndNeeds() {
    Issuer workos = issuer(Calls.workos());
    Capability capability = workos.capability(Verb.REVOKE, handle(workos, null, "k", null));

    assertThat(capability.needs()).isEqualTo(Needs.ID);
    assertThat(capability.deadWithin()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void doesNotEndAKeyOfAnotherTenant() {
    Issuer workos = issuer(Calls.workos(), "org_01");

    assertThat(workos.capability(Verb.REVOKE, handle(workos, null, "k", "org_66"))).isNull();
    assertThat(workos.capability(Verb.REVOKE, handle(workos, null, "k", "org_01"))).isNotNull();
  }

  @Test
  void fillsInTheOnlyTenant() {
    answer(status(204));
    Calls delete = call("DELETE", "/orgs/{tenant}/keys/{key_id}").needsId().means("accepted", 204);
    Issuer issuer = issuer(Calls.issuer("t", Map.of(Verb.REVOKE, delete)), "org_01");

    issuer.revoke(handle(issuer, null, "k", null));

    service.verify(deleteRequestedFor(urlEqualTo("/orgs/org_01/keys/k")));
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

  @Test
  void sendsNothingWhenAnIdWouldClimbOutOfItsPath() {
    Issuer workos = issuer(Calls.workos());

    var error =
        catchThrowableOfType(
            IssuerUnavailableException.class,
            () -> workos.revoke(handle(workos, null, "..", null)));

    assertThat(error.unknown()).isFalse();
    service.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void keepsAnIdInItsPathSegment() {
    answer(status(204));
    Issuer workos = issuer(Calls.workos());

    workos.revoke(handle(workos, null, "a/../b?c#d e", null));

    service.verify(deleteRequestedFor(urlEqualTo("/api_keys/a%2F..%2Fb%3Fc%23d%20e")));
  }

  @Test
  void sendsNothingWhenAKeyHasALineBreakThatAHeaderCannotHold() {
    Issuer github = issuer(Calls.github());
    Secret broken = Secret.of("abc\r\nX-Other: 1");

    assertThatThrownBy(() -> github.introspect(handle(github, broken, null, null)))
        .isInstanceOf(IssuerUnavailableException.class)
        .hasMessageContaining("nothing was sent")
        .hasMessageNotContaining("X-Other");
    service.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void sendsNothingOnceTheKeyIsDestroyed() {
    Issuer own = issuer(Calls.own());
    Secret gone = Secret.of("abcdefgh");
    gone.destroy();

    assertThatThrownBy(() -> own.verify(handle(own, gone, null, null)))
        .hasMessageContaining("nothing was sent");
  }

  @Test
  void showsNoKeyThatStandsInAPath() {
    answer(status(500));
    Secret token = Secret.of("12345:" + "A".repeat(20));
    Calls getMe = call("GET", "/bot{key}/getMe").means("alive", 200);
    Issuer issuer = issuer(Calls.issuer("telegram", Map.of(Verb.VERIFY, getMe)));

    assertThatThrownBy(() -> issuer.verify(handle(issuer, token, null, null)))
        .hasMessageContaining("/botKEY/getMe")
        .hasMessageNotContaining("A".repeat(20));
  }

  @Test
  void neverOpensAnIssuerFromAFileThatIsNotTrusted() {
    IssuerSpec foreign = Calls.issuer("evil", Map.of(), false);
    var settings = new Issuers.Settings(URI.create(service.baseUrl()), credential, List.of());

    assertThatThrownBy(() -> Issuers.of(foreign, settings, client))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wantsAHost() {
    assertThatThrownBy(
            () -> Issuers.of(Calls.own(), new Issuers.Settings(null, null, List.of()), client))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-2040", "own");
  }

  @Test
  void opensNoIssuerAtAHostThatTheClientMayNotSpeakTo() {
    var settings = new Issuers.Settings(URI.create(stranger.baseUrl()), null, List.of());

    assertThatThrownBy(() -> Issuers.of(Calls.own(), settings, client))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("SK-2041");
  }
}
