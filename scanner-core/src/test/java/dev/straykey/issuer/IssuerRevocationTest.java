package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.straykey.issuer.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.Needs;
import dev.straykey.model.Verb;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How keys are ended at their issuer, and what is not taken for their end. */
@Timeout(30)
class IssuerRevocationTest extends IssuerStage {
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
  void asksForNoRevocationByIdWithoutTheId() {
    Issuer workos = issuer(Calls.workos());

    assertThat(workos.revoke(handle(workos))).isEqualTo(Acceptance.REFUSED);
    service.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void canRevokeByAnIdThatTheIntrospectionWillGive() {
    Issuer workos = issuer(Calls.workos());

    assertThat(workos.capability(Verb.REVOKE, handle(workos))).isNotNull();
  }

  @Test
  void hasNoWayToRevokeByAnIdThatNobodyWillGive() {
    Calls delete = call("DELETE", "/keys/{key_id}").needsId().means("accepted", 204);
    Issuer issuer = issuer(Calls.issuer("t", Map.of(Verb.REVOKE, delete)));

    assertThat(issuer.capability(Verb.REVOKE, handle(issuer))).isNull();
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
}
