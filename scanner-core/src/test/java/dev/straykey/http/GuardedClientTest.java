package dev.straykey.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.straykey.model.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class GuardedClientTest {
  @RegisterExtension
  static final WireMockExtension service = WireMockExtension.newInstance().build();

  @RegisterExtension
  static final WireMockExtension stranger = WireMockExtension.newInstance().build();

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private final List<Duration> slept = new ArrayList<>();
  private final Secret credential = Secret.of("cred" + "ential-".repeat(4));
  private GuardedClient client;

  @BeforeEach
  void open() {
    client = builder().build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  private GuardedClient.Builder builder() {
    return GuardedClient.builder()
        .allow(URI.create(service.baseUrl()), Credential.of(credential))
        .clock(NOON)
        .sleeper(slept::add);
  }

  private static Request get(String path) {
    return new Request(
        "GET", URI.create(service.baseUrl() + path), Map.of(), new byte[0], false, 0);
  }

  private static Request post(String body, boolean idempotent) {
    return new Request(
        "POST",
        URI.create(service.baseUrl() + "/do?q=hidden-query"),
        Map.of("X-Note", "hidden-header"),
        body.getBytes(StandardCharsets.UTF_8),
        idempotent,
        0);
  }

  private static void answers(ResponseDefinitionBuilder... answers) {
    String state = STARTED;
    for (int i = 0; i < answers.length; i++) {
      service.stubFor(
          any(anyUrl())
              .inScenario("answers")
              .whenScenarioStateIs(state)
              .willReturn(answers[i])
              .willSetStateTo(i == answers.length - 1 ? state : "after " + i));
      state = "after " + i;
    }
  }

  private HttpFailure failure(Request request) {
    return catchThrowableOfType(HttpFailure.class, () -> client.send(request));
  }

  @Test
  void handsBackEveryWholeAnswer() {
    answers(aResponse().withStatus(404).withHeader("X-Id", "7").withBody("näh"));

    Reply reply = client.send(get("/a"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).isEqualTo("näh");
    assertThat(reply.header("x-id")).contains("7");
  }

  @Test
  void sendsWhatItIsGiven() {
    answers(ok());

    client.send(post("a=1", false));

    service.verify(
        1,
        anyRequestedFor(urlEqualTo("/do?q=hidden-query"))
            .withHeader("X-Note", equalTo("hidden-header"))
            .withHeader("User-Agent", equalTo("straykey"))
            .withRequestBody(equalTo("a=1")));
  }

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

  @Test
  void waitsTheSecondsThatA429AsksFor() {
    answers(aResponse().withStatus(429).withHeader("Retry-After", "7"), ok("done"));

    assertThat(client.send(get("/a")).body()).isEqualTo("done");
    assertThat(slept).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void waitsUntilTheDateThatA429AsksFor() {
    answers(
        aResponse().withStatus(429).withHeader("Retry-After", "Sun, 01 Mar 2026 12:00:09 GMT"),
        ok("done"));

    assertThat(client.send(get("/a")).body()).isEqualTo("done");
    assertThat(slept).containsExactly(Duration.ofSeconds(9));
  }

  @Test
  void waitsNoLongerThanACallMayTake() {
    answers(aResponse().withStatus(429).withHeader("Retry-After", "3600"), ok("done"));

    assertThat(client.send(get("/a")).status()).isEqualTo(429);
    assertThat(slept).isEmpty();
  }

  @Test
  void sendsAgainAfterA429WhateverTheMethodForItWasNotDone() {
    answers(aResponse().withStatus(429).withHeader("Retry-After", "1"), ok("done"));

    assertThat(client.send(post("a=1", false)).body()).isEqualTo("done");
  }

  @Test
  void pausesLongerEachTimeWhenNothingIsAskedFor() {
    answers(aResponse().withStatus(503));

    assertThat(client.send(get("/a")).status()).isEqualTo(503);
    assertThat(slept)
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(1000));
    service.verify(4, anyRequestedFor(anyUrl()));
  }

  @Test
  void sendsNothingAgainAfterA503ThatMayNotBeRepeated() {
    answers(aResponse().withStatus(503), ok());

    assertThat(client.send(post("a=1", false)).status()).isEqualTo(503);
    service.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void sendsAgainAfterAResetWhatMayBeRepeated() {
    answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), ok("done"));

    assertThat(client.send(post("a=1", true)).body()).isEqualTo("done");
  }

  @Test
  void saysThatAResetRequestMayHaveTakenEffect() {
    answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    HttpFailure failure = failure(post("a=1", false));

    assertThat(failure.code()).isEqualTo("SK-2001");
    assertThat(failure.unknown()).isTrue();
    service.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void saysThatAReadWithoutAnswerHadNoEffect() {
    answers(aResponse().withFault(Fault.EMPTY_RESPONSE));

    assertThat(failure(get("/a")).unknown()).isFalse();
  }

  @Test
  void takesHalfAnAnswerForNone() {
    answers(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));

    assertThat(failure(post("a=1", false)).unknown()).isTrue();
  }

  @Test
  void saysThatARequestNobodyListenedToHadNoEffect() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    URI nobody = URI.create("http://localhost:" + free);
    try (GuardedClient lonely =
        GuardedClient.builder().allow(nobody, null).sleeper(slept::add).build()) {
      var failure =
          catchThrowableOfType(
              HttpFailure.class,
              () -> lonely.send(new Request("POST", nobody, Map.of(), new byte[0], true, 0)));

      assertThat(failure.unknown()).isFalse();
      assertThat(failure).hasMessageContaining("connection refused");
    }
  }

  @Test
  void givesUpOnAnAnswerThatTricklesForever() {
    answers(ok("x".repeat(1000)).withChunkedDribbleDelay(10, 60_000));
    try (GuardedClient hasty = builder().callTimeout(Duration.ofMillis(300)).build()) {
      var failure = catchThrowableOfType(HttpFailure.class, () -> hasty.send(post("a=1", false)));

      assertThat(failure.unknown()).isTrue();
      assertThat(failure).hasMessageContaining("no answer in time");
    }
  }

  @Test
  void readsAnAnswerOfExactlyTheBound() {
    answers(ok("x".repeat(GuardedClient.LARGEST_ANSWER)));

    assertThat(client.send(get("/a")).body()).hasSize(GuardedClient.LARGEST_ANSWER);
  }

  @Test
  void refusesAnAnswerBeyondTheBound() {
    answers(ok("x".repeat(GuardedClient.LARGEST_ANSWER + 1)));

    assertThat(failure(get("/a")).code()).isEqualTo("SK-2005");
  }

  @Test
  void showsNothingOfARequestInAFailure() {
    answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    HttpFailure failure = failure(post("hidden-body", false));

    assertThat(failure)
        .hasMessageContaining("POST " + service.baseUrl() + "/do:")
        .hasMessageNotContaining("hidden")
        .hasNoCause();
  }

  @Test
  void showsNothingOfARequestWhenPrinted() {
    assertThat(post("hidden-body", false).toString()).doesNotContain("hidden");
  }

  @Test
  void refusesALineBreakInAHeaderWithoutShowingIt() {
    assertThatThrownBy(
            () ->
                new Request(
                    "GET",
                    URI.create(service.baseUrl()),
                    Map.of("X-Key", "hidden\r\nX-Other: 1"),
                    new byte[0],
                    true,
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Key")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void keepsToTheLimitOfAMinute() {
    answers(ok());
    for (int i = 0; i < 3; i++) {
      client.send(
          new Request("GET", URI.create(service.baseUrl()), Map.of(), new byte[0], true, 2));
    }

    assertThat(slept).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void refusesToQueueForLongerThanTwoMinutes() {
    answers(ok());
    var one = new Request("GET", URI.create(service.baseUrl()), Map.of(), new byte[0], true, 1);
    for (int i = 0; i < 3; i++) {
      client.send(one);
    }

    HttpFailure failure = failure(one);

    assertThat(failure.code()).isEqualTo("SK-2006");
    assertThat(failure.unknown()).isFalse();
    service.verify(3, anyRequestedFor(anyUrl()));
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    answers(aResponse().withStatus(503));
    try (GuardedClient told =
        builder()
            .sleeper(
                d -> {
                  throw new InterruptedException();
                })
            .build()) {
      var failure = catchThrowableOfType(HttpFailure.class, () -> told.send(get("/a")));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure.code()).isEqualTo("SK-2007");
    }
  }

  @Test
  void leavesNoThreadThatKeepsAProcessAlive() {
    answers(ok());
    client.send(get("/a"));

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("straykey-http"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }
}
