package dev.straykey.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent again, after which pause, and what may have taken effect. */
@Timeout(30)
class GuardedRetriesTest extends GuardedStage {
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
}
