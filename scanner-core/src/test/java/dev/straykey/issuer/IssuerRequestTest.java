package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.straykey.issuer.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import dev.straykey.http.GuardedClient;
import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Secret;
import dev.straykey.model.Verb;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to issuers, to which of them, and what is never sent. */
@Timeout(30)
class IssuerRequestTest extends IssuerStage {
  private static final Map<String, String> TOKEN = Map.of("token", "{key}");

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirectWithTheKey(int status) {
    answer(status(status).withHeader("Location", stranger.baseUrl() + "/trap"));
    Issuer own = issuer(Calls.own());

    assertThatThrownBy(() -> own.verify(handle(own))).hasMessageContaining("redirect");
    stranger.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void hasNoWayToAskByValueWithoutTheValue() {
    Issuer workos = issuer(Calls.workos());
    Handle byId = handle(workos, null, "api_key_01", null);

    assertThat(workos.capability(Verb.INTROSPECT, byId)).isNull();
    assertThatThrownBy(() -> workos.introspect(byId)).hasMessageContaining("nothing was sent");
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

  @Test
  void sendsACallToTheOtherHostThatTheIssuerFileNames() {
    stranger.stubFor(any(anyUrl()).willReturn(status(200)));
    URI here = URI.create(service.baseUrl());
    URI there = URI.create(stranger.baseUrl());
    Calls revoke = call("POST", "/revoke").host(there).form(TOKEN).means("accepted", 200);
    IssuerSpec spec = Calls.issuer("do", Map.of(Verb.REVOKE, revoke), here);
    try (var both = GuardedClient.builder().allow(here, null).allow(there, null).build()) {
      Issuer issuer = Issuers.of(spec, new Issuers.Settings(null, null, List.of()), both);

      assertThat(issuer.revoke(handle(issuer))).isEqualTo(Acceptance.ACCEPTED);
    }
    service.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void sendsAllCallsToTheHostThatTheOrganisationNames() {
    answer(status(200));
    URI elsewhere = URI.create("https://cloud.example");
    Calls revoke = call("POST", "/revoke").host(elsewhere).form(TOKEN).means("accepted", 200);
    Issuer issuer = issuer(Calls.issuer("do", Map.of(Verb.REVOKE, revoke)));

    assertThat(issuer.revoke(handle(issuer))).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void opensNoIssuerOneOfWhoseHostsTheClientMayNotSpeakTo() {
    URI elsewhere = URI.create("https://cloud.example");
    Calls revoke = call("POST", "/revoke").host(elsewhere).form(TOKEN).means("accepted", 200);
    URI here = URI.create(service.baseUrl());
    IssuerSpec spec = Calls.issuer("do", Map.of(Verb.REVOKE, revoke), here);

    assertThatThrownBy(() -> Issuers.of(spec, new Issuers.Settings(null, null, List.of()), client))
        .hasMessageContaining("may not speak to");
  }

  @Test
  void asksWithBothHalvesOfAPair() {
    answer(status(200));
    Calls account = call("GET", "/account").basic("{key_id}:{key}").means("alive", 200);
    Issuer issuer = issuer(Calls.issuer("twilio", Map.of(Verb.VERIFY, account)));

    issuer.verify(handle(issuer, Secret.of("secret half"), "SK01", null));

    service.verify(
        getRequestedFor(urlEqualTo("/account"))
            .withBasicAuth(new BasicCredentials("SK01", "secret half")));
  }

  @Test
  void asksAsAnyUserWhomTheIssuerWantsBesideTheKey() {
    answer(status(200));
    Calls domains = call("GET", "/domains").basic("api:{key}").means("alive", 200);
    Issuer issuer = issuer(Calls.issuer("mailgun", Map.of(Verb.VERIFY, domains)));

    issuer.verify(handle(issuer, Secret.of("half:way"), null, null));

    service.verify(
        getRequestedFor(urlEqualTo("/domains"))
            .withBasicAuth(new BasicCredentials("api", "half:way")));
  }

  @Test
  void sendsNothingWhenAValueBeforeTheColonWouldMoveIt() {
    Calls account = call("GET", "/account").basic("{key_id}:{key}").means("alive", 200);
    Issuer issuer = issuer(Calls.issuer("twilio", Map.of(Verb.VERIFY, account)));
    Handle split = handle(issuer, Secret.of("secret half"), "a:b", null);

    assertThatThrownBy(() -> issuer.verify(split)).hasMessageContaining("nothing was sent");
    service.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void hasNoWayToAskWithOneHalfOfAPair() {
    Calls account = call("GET", "/account").basic("{key_id}:{key}").means("alive", 200);
    Issuer issuer = issuer(Calls.issuer("twilio", Map.of(Verb.VERIFY, account)));

    assertThat(issuer.capability(Verb.VERIFY, handle(issuer))).isNull();
  }
}
