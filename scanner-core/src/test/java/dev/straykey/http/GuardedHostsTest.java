package dev.straykey.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which hosts are spoken to, and which credential goes to which of them. */
@Timeout(30)
class GuardedHostsTest extends GuardedStage {
  @Test
  void speaksToNoHostThatItWasNotGiven() {
    URI elsewhere = URI.create(stranger.baseUrl() + "/a");

    assertThatThrownBy(
            () -> client.send(new Request("GET", elsewhere, Map.of(), new byte[0], true, 0)))
        .isInstanceOf(HttpFailure.class)
        .hasMessageContaining("SK-2002");
    stranger.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void takesAnotherPortForAnotherHost() {
    assertThat(client.allows(URI.create("http://localhost:1"))).isFalse();
  }

  @Test
  void wantsTlsForEveryHostButThisMachine() {
    assertThatThrownBy(() -> GuardedClient.builder().allow(URI.create("http://keys.example"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https");
  }

  @Test
  void takesNoHostForThisMachineThatOnlyBeginsLikeIt() {
    assertThatThrownBy(
            () -> GuardedClient.builder().allow(URI.create("http://127.0.0.1.example"), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnAddressWithAUserInItWithoutShowingIt() {
    assertThatThrownBy(
            () -> GuardedClient.builder().allow(URI.create("https://u:hidden@keys.example"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void givesACredentialForItsHost() {
    assertThat(client.credential(URI.create(service.baseUrl()))).isEqualTo(credential);
  }

  @Test
  void givesNoCredentialForAnotherHost() {
    assertThatThrownBy(() -> client.credential(URI.create(stranger.baseUrl())))
        .isInstanceOf(HttpFailure.class)
        .hasMessageContaining("SK-2002");
  }

  @Test
  void sendsNoCredentialToAHostThatItIsNotBoundTo() {
    try (GuardedClient two = builder().allow(URI.create(stranger.baseUrl()), null).build()) {
      for (String header : List.of(Credential.bearer(credential), Credential.basic(credential))) {
        var request =
            new Request(
                "GET",
                URI.create(stranger.baseUrl() + "/a"),
                Map.of("Authorization", header),
                new byte[0],
                true,
                0);

        assertThatThrownBy(() -> two.send(request))
            .isInstanceOf(HttpFailure.class)
            .hasMessageContaining("SK-2004")
            .hasMessageNotContaining(credential.reveal());
      }
    }
    stranger.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void sendsNoCredentialInABodyToAHostThatItIsNotBoundTo() {
    try (GuardedClient two = builder().allow(URI.create(stranger.baseUrl()), null).build()) {
      byte[] body =
          ("{\"token\":\"" + credential.reveal() + "\"}").getBytes(StandardCharsets.UTF_8);
      var request = new Request("POST", URI.create(stranger.baseUrl()), Map.of(), body, true, 0);

      assertThatThrownBy(() -> two.send(request)).hasMessageContaining("SK-2004");
    }
    stranger.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void followsNoRedirect() {
    answers(aResponse().withStatus(302).withHeader("Location", stranger.baseUrl() + "/trap"));

    assertThat(client.send(get("/a")).status()).isEqualTo(302);
    stranger.verify(0, anyRequestedFor(anyUrl()));
  }
}
